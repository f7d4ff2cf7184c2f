import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Storage, Tx } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';

let database: TestDatabase;
let storage: Storage;
beforeAll(async () => {
  database = await createDatabase();
  storage = await openStorage(database.storage);
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

const key = {
  id: '01890000-0000-7000-8000-000000000001',
  purpose: 'session',
  created_at: 1,
} as const;
const row = { ...key, secret: new Uint8Array(1) };
const keys = () => storage.read((db) => db.selectFrom('signing_keys').select('id').execute());

test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['a query', (tx) => tx.insertInto('signing_keys').values(row).execute()],
  [
    'SQL of its own',
    (tx) =>
      sql`insert into signing_keys (id, purpose, secret, created_at) values (${key.id}, 'session', ${row.secret}, 1)`.execute(
        tx as never,
      ),
  ],
])(
  'a handle for reading cannot write by %s, whatever its type was made to be',
  async (_by, write) => {
    const writing = storage.read((db) => write(db as Tx));
    const error = await writing.catch((thrown: unknown) => thrown as Error);
    // PostgreSQL answers so where it is a standby too, which is an outage: the reason is one level down.
    expect(`${error}, ${(error as Error).cause}`).toMatch(/read-?only/i);
    expect(await keys()).toEqual([]);
  },
);

test('a handle for reading sees one moment, whatever is committed meanwhile', async () => {
  await storage.read(async (db) => {
    const before = await db.selectFrom('used_sign_ins').selectAll().execute();
    await storage.change((tx) =>
      tx
        .insertInto('used_sign_ins')
        .values({ nonce_sha256: new Uint8Array(1), expires_at: 1 })
        .execute(),
    );
    expect(await db.selectFrom('used_sign_ins').selectAll().execute()).toEqual(before);
  });
  const after = await storage.read((db) => db.selectFrom('used_sign_ins').selectAll().execute());
  expect(after).toHaveLength(1);
});

test('a change that fails leaves nothing, and announces nothing', async () => {
  const heard: string[] = [];
  const stop = storage.listen(
    (message) => heard.push(message),
    () => {},
  );
  const failing = storage.change(async (tx) => {
    await tx.insertInto('signing_keys').values(row).execute();
    tx.announce('never');
    throw new Error('and then it failed');
  });
  await expect(failing).rejects.toThrow('and then it failed');
  expect(await keys()).toEqual([]);
  await storage.change(async (tx) => tx.announce('something'));
  await expect.poll(() => heard).toEqual(['something']);
  stop();
});
