import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { type Installed, installPacked } from './installed.ts';

const guide = readFileSync(`${root}/docs/protect-an-api.md`, 'utf8');
const files = [...guide.matchAll(/```js (\S+)\n(.*?)```/gs)];
const [, printed] = /```text\n(.*?)```/s.exec(guide) ?? [];

let installed: Installed;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  installed = await installPacked();
});
afterAll(async () => {
  installed?.remove();
  await server?.stop();
});

test('the guide, followed to the letter in a fresh directory, protects an API until the receipt of a revoke', async () => {
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', 'express'];
  // With the cache and the registry of who runs the tests: nothing has to come from afar.
  const npm = {
    npm_config_cache: join(homedir(), '.npm'),
    npm_config_userconfig: join(homedir(), '.npmrc'),
  };
  const { code, err } = await installed.run('npm', install, npm);
  expect(code, err).toBe(0);
  for (const [, name = '', text = ''] of files) installed.write(name, text);
  const admin = await server.token('admin@example.test');
  const [token = ''] = Object.values(admin.credentialHeaders());
  const env = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: token };
  expect(await installed.run(node26, ['setup.js'], env)).toMatchObject({ code: 0, err: '' });
  expect(await installed.run(node26, ['call.js'], env)).toEqual({ code: 0, err: '', out: printed });
  for (const name of ['fastify', 'hono', 'node-http']) {
    const loaded = `console.log(Object.keys(await import('./${name}.js')).length)`;
    expect(await installed.run(node26, ['--input-type=module', '--eval', loaded])).toEqual({
      code: 0,
      err: '',
      out: '1\n',
    });
  }
}, 240_000);
