import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import { runProgram } from '../kit/run-program.ts';
import type { ServerProcess } from '../kit/server-process.ts';
import { openSite, type Site, withToken } from '../kit/site.ts';

let site: Site;
let server: ServerProcess;
let secret: string;
beforeEach(async () => {
  site = await openSite('sqlite');
  secret = await site.tokenOf('admin@example.test', { admin: true });
  server = await site.start();
}, 60_000);
afterEach(async () => {
  await server.kill();
  await site.remove();
});

test('a second server on a folder is refused by name, and starts once the first is killed', async () => {
  const second = await runProgram('main.ts', [], site.env);
  expect(second.code).toBe(1);
  expect(second.err).toMatch(
    /^Keywright cannot start\. Another Keywright server \(process \d+\) is using .*KEYWRIGHT_DATABASE_URL\.\n$/s,
  );
  expect(second.err).not.toContain('    at ');

  await server.kill();
  server = await site.start();
  const { status } = await withToken(server, secret).get('/api/v2/auth/me');
  expect(status).toBe(200);
}, 60_000);

test('a command works beside a running server, whose next answer knows of it', async () => {
  const beside = await site.tokenOf('member@example.test');
  const { status, body } = await withToken(server, beside).get('/api/v2/auth/me');
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain('member@example.test');
}, 60_000);

test('nobody else on the machine can read the data', () => {
  const folder = site.env['KEYWRIGHT_DATA_DIR'] ?? '';
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect(modeOf(folder)).toBe('700');
  expect(modeOf(join(folder, 'keywright.db'))).toBe('600');
  expect(modeOf(join(folder, 'keywright.db-wal'))).toBe('600');
});

test('nor from the first start on, in a folder that is open to everybody', async () => {
  const folder = join(site.env['KEYWRIGHT_DATA_DIR'] ?? '', 'volume');
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const storage = await openSqlite(folder);
  const modes = ['', '-wal', '-shm'].map((part) => {
    return (statSync(join(folder, `keywright.db${part}`)).mode & 0o777).toString(8);
  });
  await storage.close();
  expect(modes).toEqual(['600', '600', '600']);
});
