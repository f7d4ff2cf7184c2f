import { afterAll, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { createDatabase, engineUnderTest } from '../kit/database.ts';

const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
afterAll(() => Promise.all([one.drop(), other.drop()]));

test('each test file has a migrated database of its own, on the engine of this run', async () => {
  expect(one.storage).not.toEqual(other.storage);
  const storage = await openStorage(one.storage);
  expect(storage.engine).toBe(engineUnderTest());
  await storage.read(async (db) => {
    expect(await db.selectFrom('users').select('id').execute()).toEqual([]);
  });
  await storage.close();
});
