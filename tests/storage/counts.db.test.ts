import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { wrongCounts } from './wrong-counts.ts';

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.token('admin@example.test');
}, 60_000);
afterAll(() => server.stop());

const path = '/api/v2/user-tokens';
const totalOf = async (query: string) => (await admin.get(`${path}?${query}`)).body.num_total;
const totals = () =>
  Promise.all(['', 'state=active', 'state=revoked', 'search=mouse'].map(totalOf));
const create = async (name: string): Promise<string> =>
  (await admin.post(path, { body: { name } })).body.id;

test('the counts follow what is made, revoked and deleted, and what is found is not what was deleted', async () => {
  const [all = 0, active = 0] = await totals();
  const one = await create('mouse one');
  const two = await create('mouse two');
  await create('cat');
  expect(await totals()).toEqual([all + 3, active + 3, 0, 2]);
  await admin.post(`${path}/${one}/revoke`);
  await admin.post(`${path}/${one}/revoke`);
  expect(await totals()).toEqual([all + 3, active + 2, 1, 2]);
  await admin.delete(`${path}/${two}`);
  expect(await totals()).toEqual([all + 2, active + 1, 1, 1]);
  await admin.patch(`${path}/${one}`, { body: { name: 'rat' } });
  await admin.delete(`${path}/${one}`);
  expect(await totals()).toEqual([all + 1, active + 1, 0, 0]);
  expect(await wrongCounts(server.database.storage)).toEqual([]);
});

test('many changes at once are all counted', async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, (_, i) => create(`many ${i}`)));
  await Promise.all([
    ...ids.slice(0, 20).map((id) => admin.post(`${path}/${id}/revoke`)),
    ...ids.slice(10).map((id) => admin.delete(`${path}/${id}`)),
  ]);
  expect(await wrongCounts(server.database.storage)).toEqual([]);
  expect(await totalOf('search=many')).toBe(10);
  const events = await admin.get('/api/v2/audit-events?action=user_token.delete&per_page=1');
  expect(events.body.num_total).toBe(22);
});
