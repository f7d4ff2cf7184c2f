import { randomUUIDv7 } from 'node:crypto';
import type { GrantId, ResourceId, UserId } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertGrants } from '../../packages/server/src/features/access/grants/queries.ts';
import { readNode } from '../../packages/server/src/plane/tree/queries.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Client } from '../kit/http-client.ts';
import { type AccessSite, accessSite, type Somebody } from './access-kit.ts';

const many = 10_000;
let site: AccessSite;
let env: string;
let holder: Somebody;

beforeAll(async () => {
  site = await accessSite();
  env = await site.env(await site.project(await site.organization()));
  holder = await site.somebody();
  const storage = await openStorage(site.server.database.storage);
  await storage.change(async (tx) => {
    const node = await readNode(tx, env as ResourceId);
    if (!node) throw new Error('The env is not there.');
    const grant = (at: number) => ({
      id: randomUUIDv7() as GrantId,
      principal: { kind: 'user' as const, id: holder.id as UserId },
      roleId: null,
      permissions: [],
      node,
      kindId: null,
      endsAt: null,
      createdAt: at,
      createdBy: { kind: 'system' as const, id: null, name: 'Test' },
    });
    for (let from = 0; from < many; from += 1000) {
      const rows = Array.from({ length: 1000 }, (_, i) => grant(from + i));
      await insertGrants(tx, rows);
    }
  });
  await storage.close();
});
afterAll(() => site.server.stop());

test('ten thousand grants of one principal are listed page by page, for them and for others', async () => {
  const keeper = await site.somebody();
  await site.grant(keeper.id, env, { permissions: ['grant.list', 'grant.read'] });
  const list = async (by: Client, query: string) =>
    (await by.get(`/api/v2/grants?principal_id=${holder.id}&${query}`)).body;
  for (const by of [holder.client, keeper.client, site.admin]) {
    const first = await list(by, 'per_page=200');
    const last = await list(by, 'per_page=200&page=50');
    expect([first.num_total, first.items.length, last.items.length]).toEqual([many, 200, 200]);
    expect(Date.parse(first.items[0].created_at)).toBe(many - 1);
    expect(Date.parse(last.items[199].created_at)).toBe(0);
    expect((await list(by, 'per_page=200&page=51')).items).toEqual([]);
  }
  const mine = (await holder.client.get('/api/v2/grants')).body;
  expect([mine.num_total, mine.items.length]).toEqual([many, 50]);
});
