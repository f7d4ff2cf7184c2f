import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node26 } from '../../scripts/setup/paths.mjs';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { openTerminal, type Terminal } from '../kit/terminal.ts';
import { openShell, program, type Shell } from './keywright.ts';
import { admin, approve } from './sign-in.ts';

let server: TestServer;
let shell: Shell;
let terminal: Terminal;

beforeAll(async () => {
  server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: admin } });
  const admins = await server.as(admin);
  await admins.post('/api/v2/envs', { body: { name: 'prod' } });
  shell = openShell();
  mkdirSync(`${shell.home}/bin`);
  const start = `#!/bin/sh\nexec ${node26} ${program} "$@"\n`;
  writeFileSync(`${shell.home}/bin/keywright`, start, { mode: 0o755 });
  const env = { ...shell.env, PATH: `${shell.home}/bin:${shell.env['PATH']}` };
  terminal = openTerminal(env, `keywright-test-${process.pid}`);
});
afterAll(async () => {
  terminal?.close();
  shell?.remove();
  await server?.stop();
});

/** What differs from run to run, in the same width, so that lines break where they did. */
function steady(screen: string): string {
  return (
    screen
      .replaceAll(shell.home, '/home/ada')
      .replaceAll(new URL(server.url).port, '00000'.slice(0, new URL(server.url).port.length))
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
        id.replace(/[0-9a-f]/g, '0'),
      )
      .replace(
        /\bkw[pb]_[\w-]{22}\.[\w-]{48}/g,
        (secret) => `${secret.slice(0, 4)}${'s'.repeat(71)}`,
      )
      .replace(/\b[A-Z]{4}-[A-Z]{4}\b/g, 'WDJB-MJHT')
      .replace(/\b20\d\d-\d\d-\d\d/g, '2027-01-31')
      .replace(/\d\d:\d\d:\d\dZ/g, '09:00:00Z')
      .replace(/\d+ ms\b/g, '12 ms')
      // Uses are written every two seconds.
      .replace('(never used)', '(last used just now)')
      .replace(/^(last used {2})-$/m, '$1just now')
  );
}

const isScreen = (screen: string, name: string) =>
  expect(`${steady(screen)}\n`).toMatchFileSnapshot(`screens/${name}.txt`);

test('signing in with a code, in a real terminal', async () => {
  terminal.type(`keywright login --no-browser --url ${server.url}`);
  const waiting = await terminal.shows(/[A-Z]{4}-[A-Z]{4}[\s\S]*Waiting/);
  await approve(server, admin, /[A-Z]{4}-[A-Z]{4}/.exec(waiting)?.[0] ?? '');
  await isScreen(await terminal.shows(/^Signed in[\s\S]*^ready>$/m), 'login');
});

test('a token: made, listed, asked about before it is revoked', async () => {
  terminal.clear();
  const made = await terminal.run('keywright token create laptop --expires 30d');
  const secret = /kwp_[\w-]{22}\.[\w-]{48}/.exec(made)?.[0] ?? '';
  await isScreen(made, 'token-create');

  terminal.clear();
  await isScreen(await terminal.run('keywright token list'), 'token-list');

  terminal.clear();
  terminal.type('keywright verify');
  await terminal.shows(/^Token:$/m);
  terminal.type(secret);
  const verified = await terminal.shows(/^valid[\s\S]*^ready>$/m);
  expect(verified).not.toContain(secret);
  await isScreen(verified, 'verify');

  terminal.clear();
  terminal.type('keywright token revoke laptop');
  await terminal.shows(/\[y\/N\]$/);
  terminal.type('y');
  await isScreen(await terminal.shows(/^Dead on[\s\S]*^ready>$/m), 'token-revoke');
});

test('a bot, and what it may do', async () => {
  terminal.clear();
  await isScreen(
    await terminal.run('keywright bot create deployer --grant User@env:prod --token host-1'),
    'bot-create',
  );
  terminal.clear();
  await isScreen(await terminal.run('keywright can-i env.read prod --principal deployer'), 'can-i');
  terminal.clear();
  await isScreen(
    await terminal.run('keywright can-i env.update prod --principal deployer'),
    'can-i-not',
  );
});

test('a terminal of 40 columns loses nothing', async () => {
  terminal.resize(40, 40);
  terminal.clear();
  const screen = await terminal.run('keywright token list');
  await isScreen(screen, 'token-list-40');
  expect(screen).toMatch(/^\s+[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/m);
});
