import { expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { createDatabase, engineUnderTest } from '../kit/database.ts';

test('each test has a migrated database of its own', async () => {
  const start = performance.now();
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  console.log('copied in', performance.now() - start);
  expect(one.storage).not.toEqual(other.storage);
  const storage = await openStorage(one.storage);
  expect(storage.engine).toBe(engineUnderTest());
  await storage.close();
  await Promise.all([one.drop(), other.drop()]);
});
