import { afterAll, expect, test } from 'vitest';
import { createDatabase } from '../../../../../tests/kit/database.ts';
import { openStorage } from '../../storage/open.ts';
import { keepAnswer, readAnswer } from './queries.ts';
import { pruneAnswers } from './repeat.ts';

const database = await createDatabase();
const storage = await openStorage(database.storage);
afterAll(async () => {
  await storage.close();
  await database.drop();
});

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const count = () =>
  storage.read((db) => db.selectFrom('sealed_answers').select('ends_at').execute());

test('an answer is found until it ends, then its place is free, and it is cleared away', async () => {
  const keep = (endsAt: number, fill: number) =>
    storage.change((tx) => keepAnswer(tx, { asked: bytes(1), sealed: bytes(fill), endsAt }));
  const found = (now: number) => storage.read((db) => readAnswer(db, bytes(1), now));
  await keep(100, 2);
  expect(Uint8Array.from((await found(99)) ?? [])).toEqual(bytes(2));
  expect(await found(100)).toBeUndefined();
  await keep(200, 3);
  expect(Uint8Array.from((await found(150)) ?? [])).toEqual(bytes(3));
  await pruneAnswers(storage, 199);
  expect(await count()).toHaveLength(1);
  await pruneAnswers(storage, 200);
  expect(await count()).toEqual([]);
});
