import { randomUUIDv7 } from 'node:crypto';
import { siteId, type TokenId, type UserTokenId } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usageRecorder } from '../../packages/server/src/plane/usage/usage-recorder.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Storage } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';

let database: TestDatabase;
let servers: Storage[];
beforeAll(async () => {
  database = await createDatabase();
  servers = [await openStorage(database.storage), await openStorage(database.storage)];
});
afterAll(async () => {
  for (const storage of servers ?? []) await storage.close();
  await database?.drop();
});

const at = Date.now();

test('what servers count of the same tokens at once adds up, and none of them is turned back', async () => {
  const tokens: TokenId[] = Array.from({ length: 200 }, () => randomUUIDv7() as UserTokenId);
  const failures: unknown[] = [];
  const recorders = servers.map((storage) =>
    usageRecorder(storage, (error) => failures.push(error)),
  );
  const rounds = 10;
  for (let round = 0; round < rounds; round++) {
    for (const [n, recorder] of recorders.entries()) {
      // Each server meets them in another order.
      for (const tokenId of n === 0 ? tokens : tokens.toReversed()) {
        recorder.seen({
          ...{ tokenId, outcome: 'accepted', permission: 'env.list', at: at + round },
          ...{ address: `192.0.2.${n}`, userAgent: null },
        });
      }
    }
    await Promise.all(recorders.map((recorder) => recorder.flush()));
  }
  await Promise.all(recorders.map((recorder) => recorder.stop()));
  expect(failures).toEqual([]);
  const [storage] = servers;
  const stored = await storage?.read(async (db) => ({
    counts: await db
      .selectFrom('use_counts')
      .select(['of_id', 'count'])
      .where('of_id', 'in', [...tokens, siteId])
      .execute(),
    origins: await db.selectFrom('use_origins').selectAll().execute(),
  }));
  const each = rounds * recorders.length;
  const { counts = [], origins = [] } = stored ?? {};
  expect(new Map(counts.map(({ of_id, count }) => [of_id as string, count]))).toEqual(
    new Map<string, number>([
      ...tokens.map((id): [string, number] => [id, each]),
      [siteId, each * tokens.length],
    ]),
  );
  for (const { addresses } of origins) {
    const seen = JSON.parse(addresses) as { value: string; count: number }[];
    expect(seen.map(({ value, count }) => [value, count]).sort()).toEqual([
      ['192.0.2.0', rounds],
      ['192.0.2.1', rounds],
    ]);
  }
});
