import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkHistory } from '../crash/check-history.ts';
import { seededRandom } from '../crash/random.ts';
import { readStored } from '../crash/stored.ts';
import { nothingAsked, streamChanges } from '../crash/workload.ts';
import type { ServerProcess } from '../kit/server-process.ts';
import { openSite, type Site, withToken } from '../kit/site.ts';
import { rawSql } from './raw-sql.ts';

let site: Site;
let server: ServerProcess | undefined;
let secrets: { owner: string; stranger: string };
let file: string;
const asked = nothingAsked();

beforeAll(async () => {
  site = await openSite('sqlite');
  const owner = await site.tokenOf('owner@example.test', { admin: true });
  secrets = { owner, stranger: await site.tokenOf('stranger@example.test') };
  file = join(site.env['KEYWRIGHT_DATA_DIR'] ?? '', 'kept.backup');
  server = await site.start();
}, 60_000);
afterAll(async () => {
  await server?.kill();
  await site?.remove();
});

const running = () => {
  if (!server) throw new Error('The server is not running.');
  return server;
};

test('a backup beside a server that writes is whole, of one moment, and nobody else’s to read', async () => {
  const stream = streamChanges({
    owner: withToken(running(), secrets.owner),
    stranger: withToken(running(), secrets.stranger),
    random: seededRandom(7),
    asked,
    prefix: 'backup',
    workers: 4,
    goesOn: true,
  });
  await stream.answered(20);
  const { code, out, err } = await site.operate('backup', file);
  await stream.answered(5);
  await stream.stop();
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain(file);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(existsSync(`${file}.partial`)).toBe(false);

  const again = await site.operate('backup', file);
  expect(again.code).toBe(1);
  expect(again.err).toContain('is there already; nothing was written');
}, 60_000);

test('a file that somebody put in the way of a backup does not get to hold it', async () => {
  const shared = `${file}.shared`;
  const bait = `${file}.bait`;
  writeFileSync(bait, '');
  symlinkSync(bait, `${shared}.partial`);
  expect((await site.operate('backup', shared)).code).toBe(0);
  expect(readFileSync(bait, 'utf8')).toBe('');
  expect((statSync(shared).mode & 0o777).toString(8)).toBe('600');
}, 60_000);

test('restore is refused while the server runs', async () => {
  const { code, err } = await site.operate('restore', file);
  expect(code).toBe(1);
  expect(err).toMatch(/Another Keywright server \(process \d+\) is using/);
  const { status } = await withToken(running(), secrets.owner).get('/api/v2/auth/me');
  expect(status).toBe(200);
}, 60_000);

test.each<[string, (whole: Buffer) => Buffer]>([
  ['cut off', (whole) => whole.subarray(0, whole.length >> 1)],
  ['written over', (whole) => Buffer.from(whole).fill(0xff, 8192, 40_960)],
  ['no database', () => Buffer.from('not a database at all')],
  ['empty', () => Buffer.alloc(0)],
])(
  'a backup that is damaged (%s) is refused, and the database stays',
  async (_how, damage) => {
    await server?.stop();
    server = undefined;
    const before = await readStored(site.storage);
    const damaged = `${file}.damaged`;
    writeFileSync(damaged, damage(readFileSync(file)));
    const { code, err } = await site.operate('restore', damaged);
    expect(code).toBe(1);
    expect(err).toMatch(/is damaged|cannot be read/);
    expect(err).not.toContain('    at ');
    expect(await readStored(site.storage)).toEqual(before);
  },
  60_000,
);

test('restore puts the backup in place, says what counts again, keeps what was there, and is on the record', async () => {
  server ??= await site.start();
  const owner = withToken(running(), secrets.owner);
  const { body: people } = await owner.get('/api/v2/users?email=stranger@example.test');
  await owner.put(`/api/v2/users/${people.items[0].id}`, { body: { is_active: false } });
  await server?.stop();
  server = undefined;
  const before = await readStored(site.storage);
  const { code, err } = await site.operate('restore', file);
  expect(code).toBe(0);
  expect(err).toContain(`  person ${people.items[0].id} (stranger@example.test)`);
  const kept = /is now (\S+)\.\s/.exec(err)?.[1] ?? '';
  expect(existsSync(kept)).toBe(true);
  expect((statSync(kept).mode & 0o777).toString(8)).toBe('600');

  const after = await readStored(site.storage);
  expect(after.tokens.length).toBeGreaterThan(0);
  expect(after.tokens.length).toBeLessThan(before.tokens.length);
  // Of one moment: neither rows without events nor events without rows. What came later is rightly not there.
  const missing = checkHistory(asked.attempts, { ...after, statuses: new Map() });
  expect(missing.filter((problem) => !problem.startsWith('lost:'))).toEqual([]);
  expect(
    await rawSql(site.storage, `select actor_kind from audit_events where action = 'site.restore'`),
  ).toEqual([{ actor_kind: 'operator' }]);

  server = await site.start();
  const { status } = await withToken(server, secrets.owner).get('/api/v2/auth/me');
  expect(status).toBe(200);
}, 60_000);
