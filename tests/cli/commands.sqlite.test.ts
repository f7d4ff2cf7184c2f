import { statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { openShell, type Shell } from './keywright.ts';
import { admin, logIn } from './sign-in.ts';

let server: TestServer;
let shell: Shell;
const run: Shell['run'] = (args, more) => shell.run(args, more);

beforeAll(async () => {
  server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: admin } });
  shell = openShell();
  await logIn(server, shell);
});
afterAll(async () => {
  shell.remove();
  await server.stop();
});

test('after login commands act as the person, and the session lies in a file of their own', async () => {
  const { json, code } = await run(['whoami', '--json']);
  expect(json).toMatchObject({ kind: 'user', email: admin, token: null });
  expect(code).toBe(0);
  expect(statSync(shell.configFile).mode & 0o777).toBe(0o600);
});

test('a token from its making to its end: alone on standard output, found by its name', async () => {
  const made = await run(['token', 'create', 'ci', '--expires', '30d']);
  expect(made.out).toMatch(/^kwp_[\w-]{22}\.[\w-]{48}\n$/);
  expect(made.err).toMatch(
    /^Made ci \([0-9a-f-]{36}\)\. This is its secret; it is not shown again:\n$/,
  );
  const secret = made.out.trim();

  const env = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: secret };
  const asToken = await run(['whoami', '--json'], { env });
  expect(asToken.json).toMatchObject({
    email: admin,
    token: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });

  const listed = await run(['token', 'list', '--state', 'active', '--search', 'ci', '--json']);
  expect(listed.json).toMatchObject({ num_total: 1, items: [{ name: 'ci', state: 'active' }] });

  const good = await run(['verify', '--json'], { input: `${secret}\n` });
  expect(good).toMatchObject({ code: 0, json: { valid: true, token: { name: 'ci' } } });

  const refused = await run(['token', 'revoke', 'ci']);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Add --yes') });
  const revoked = await run(['token', 'revoke', 'ci', '--yes']);
  expect(revoked.out).toMatch(/^Revoked ci \(/);
  expect(revoked.err).toMatch(/^Dead on 1 server after \d+ ms\.\n$/);

  expect(await run(['verify', '--json'], { input: secret })).toMatchObject({
    code: 8,
    json: { valid: false, code: 'revoked' },
  });
  const dead = await run(['whoami'], { env });
  expect(dead).toMatchObject({ code: 3, out: '' });
  expect(dead.err).toContain('This token was revoked.');
});
