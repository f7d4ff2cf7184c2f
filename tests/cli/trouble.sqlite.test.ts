import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { openShell, type Shell } from './keywright.ts';
import { admin, logIn } from './sign-in.ts';

let server: TestServer;
let shell: Shell;

beforeAll(async () => {
  server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: admin } });
});
afterAll(() => server.stop());
beforeEach(() => {
  shell = openShell();
});
afterEach(() => shell.remove());

const secret = `kwp_${'A'.repeat(22)}.${'A'.repeat(48)}`;

test('no configuration: where to begin', async () => {
  const { code, out, err } = await shell.run(['token', 'list']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('keywright login --url');
});

test('nobody signed in: how to', async () => {
  const answered = await shell.run(['token', 'list', '--url', server.url]);
  expect(answered).toMatchObject({ code: 3, err: expect.stringContaining('keywright login') });
});

test('a secret on the command line is refused, not repeated, and the safe way named', async () => {
  for (const args of [
    ['explain', secret],
    ['verify', secret],
    ['token', 'create', '--description', secret],
  ]) {
    const { code, out, err } = await shell.run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('standard input');
    expect(err).not.toContain('AAAA');
  }
});

test('explain needs no server: a good token, a damaged one', async () => {
  const vectors = new URL('../../packages/contract/test-vectors/tokens.json', import.meta.url);
  const [good] = JSON.parse(readFileSync(vectors, 'utf8')).good;
  const yes = await shell.run(['explain', '--json'], { input: good.token });
  expect(yes).toMatchObject({ code: 0, json: { is_token: true, checksum: 'good' } });
  const no = await shell.run(['explain', '--json'], { input: good.token.slice(0, -1) });
  expect(no).toMatchObject({ code: 8, json: { is_token: false } });
});

test('a token never goes to a server it was not kept for', async () => {
  const env = {
    PLATZ_URL: 'https://platz.example',
    PLATZ_TOKEN: secret,
    KEYWRIGHT_URL: server.url,
  };
  const { code, err } = await shell.run(['token', 'list'], { env });
  expect(code).toBe(2);
  expect(err).toContain('PLATZ_TOKEN is for https://platz.example');
  expect(err).not.toContain('AAAA');
});

test('a configuration that cannot be read, or is none', async () => {
  mkdirSync(dirname(shell.configFile), { recursive: true });
  writeFileSync(shell.configFile, '[profile.x]\nurl = {}\n');
  const none = await shell.run(['token', 'list']);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('line 2') });
  const env = { XDG_CONFIG_HOME: `${shell.home}/file` };
  mkdirSync(`${shell.home}/file/keywright/config.toml`, { recursive: true });
  const unreadable = await shell.run(['token', 'list'], { env });
  expect(unreadable).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') });
});

test('a disk that is full while something is saved leaves what was there', async () => {
  mkdirSync(dirname(shell.configFile), { recursive: true });
  const before = '[profile.x]\nurl = "https://x.example"\n';
  writeFileSync(shell.configFile, before);
  const args = ['config', 'set', 'url', 'https://y.example', '--profile', 'x'];
  const failed = await shell.run(args, { isDiskFull: true });
  expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('was not written') });
  expect(readFileSync(shell.configFile, 'utf8')).toBe(before);
  expect(readdirSync(dirname(shell.configFile))).toEqual(['config.toml']);
  expect((await shell.run(args)).code).toBe(0);
  expect(readFileSync(shell.configFile, 'utf8')).toContain('https://y.example');
});

test('logout ends the session on the server and forgets it here', async () => {
  await logIn(server, shell);
  const session = /token = "(.+)"/.exec(readFileSync(shell.configFile, 'utf8'))?.[1] ?? '';
  expect((await shell.run(['logout'])).code).toBe(0);
  expect(readFileSync(shell.configFile, 'utf8')).not.toContain('token');
  const env = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: session };
  const after = await shell.run(['whoami'], { env });
  expect(after).toMatchObject({ code: 3, err: expect.stringContaining('keywright login') });
});

test.each<[string, RequestListener, string]>([
  [
    'a proxy that answers HTML',
    (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>'),
    'A proxy in between',
  ],
  [
    'a proxy that refuses',
    (_, r) => r.writeHead(403).end('<h1>Blocked</h1>'),
    'A proxy in between',
  ],
  [
    'a cut stream',
    (_, r) => r.writeHead(200, { 'content-length': '999' }).write('{"page":', () => r.destroy()),
    'broke off',
  ],
])('%s', async (_, listener, sentence) => {
  await withServer(listener, async (url) => {
    const env = { KEYWRIGHT_URL: url, KEYWRIGHT_TOKEN: secret };
    const { code, out, err } = await shell.run(['token', 'list'], { env });
    expect({ code, out }).toEqual({ code: 6, out: '' });
    expect(err).toContain(sentence);
  });
});

test('a server of another version is named where something fails', async () => {
  const listener: RequestListener = ({ url = '' }, response) => {
    const isVersion = url.startsWith('/api/v2/server');
    const body = isVersion
      ? { version: '9.9.9' }
      : { code: 'not_found', message: 'There is nothing here.', request_id: 'r' };
    response.writeHead(isVersion ? 200 : 404).end(JSON.stringify(body));
  };
  await withServer(listener, async (url) => {
    const env = { KEYWRIGHT_URL: url, KEYWRIGHT_TOKEN: secret };
    const { code, err } = await shell.run(['history'], { env });
    expect(code).toBe(5);
    expect(err).toContain('the server is 9.9.9');
  });
});

test('a reader that has seen enough closes the pipe, and nobody complains', async () => {
  const child = shell.start(['man']);
  child.stdout?.destroy();
  const [[code], err] = await Promise.all([
    once(child, 'close') as Promise<[number]>,
    text(child.stderr ?? process.stdin),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

async function withServer(listener: RequestListener, use: (url: string) => Promise<void>) {
  const fake = createServer(listener).listen(0, '127.0.0.1');
  await once(fake, 'listening');
  try {
    await use(`http://127.0.0.1:${(fake.address() as AddressInfo).port}`);
  } finally {
    fake.close();
  }
}
