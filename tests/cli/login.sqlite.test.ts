import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { openShell, type Shell } from './keywright.ts';

const person = 'member@example.test';
let server: TestServer;
let shell: Shell;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  shell = openShell();
});
afterEach(() => shell.remove());

/** Starts a sign-in through a browser; resolves with the address that it opens, which BROWSER writes down for us. */
async function startLogin(url: string) {
  const browser = `${shell.home}/browser`;
  writeFileSync(browser, `#!/bin/sh\necho "$1" > ${shell.home}/opened\n`, { mode: 0o755 });
  const child = shell.start(['login', '--url', url, '--json'], { env: { BROWSER: browser } });
  const ended = once(child, 'close') as Promise<[number]>;
  for await (const line of createInterface(child.stderr ?? process.stdin)) {
    if (line.startsWith(url)) return { address: new URL(line), ended };
  }
  throw new Error(`login ended with ${await ended}`);
}

async function decide(address: URL, decision: 'approve' | 'refuse'): Promise<URL> {
  const browser = await server.as(person);
  const body = { ...Object.fromEntries(address.searchParams), decision };
  const decided = await browser.post('/api/v2/auth/cli/decide', { body });
  return new URL(decided.body.redirect_to);
}

test('through the browser of this machine: the address is opened, and a stranger’s code is passed over', async () => {
  const { address, ended } = await startLogin(server.url);
  const back = await decide(address, 'approve');
  const stranger = new URL(back);
  stranger.searchParams.set('state', 'guessed');
  expect((await fetch(stranger)).status).toBe(404);
  const page = await fetch(back);
  expect(await page.text()).toContain('You can close this page');
  expect(await ended).toEqual([0, null]);
  expect(readFileSync(`${shell.home}/opened`, 'utf8').trim()).toBe(address.href);
  const { json } = await shell.run(['whoami', '--json']);
  expect(json).toMatchObject({ kind: 'user', email: person, token: null });
  expect(statSync(shell.configFile).mode & 0o777).toBe(0o600);
});

test('who is refused in the browser hears so', async () => {
  const { address, ended } = await startLogin(server.url);
  await fetch(await decide(address, 'refuse'));
  expect(await ended).toEqual([4, null]);
});

test('a session that cannot be saved is ended, so that nobody has one that nobody can end', async () => {
  const sessions = async () => (await (await server.as(person)).get('/api/v2/sessions')).body.items;
  const before = (await sessions()).filter(({ via }: { via: string }) => via === 'api').length;
  writeFileSync(`${shell.home}/.config`, 'no folder');
  const { address, ended } = await startLogin(server.url);
  await fetch(await decide(address, 'approve'));
  expect(await ended).toEqual([1, null]);
  expect((await sessions()).filter(({ via }: { via: string }) => via === 'api')).toHaveLength(
    before,
  );
});
