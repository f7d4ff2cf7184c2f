import { afterAll, expect, test } from 'vitest';
import { createClient } from '../../kit/http-client.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
const { server } = world.site;
afterAll(() => server.stop());

const me = createClient(world.url, { headers: { authorization: `Bearer ${world.ada.session}` } });
const scope = { entity_type: 'channels', operation: 'read', entity_id: '*' };

/** Of Magistrala's OpenAPI document, `auth.yaml`. */
const statuses: readonly (readonly [string, string, unknown, number])[] = [
  ['POST', '/pats', { name: 'Sensor', duration: '1h' }, 201],
  ['GET', '/pats', undefined, 200],
  ['GET', '/pats/{id}', undefined, 200],
  ['PATCH', '/pats/{id}/name', { name: 'Gate' }, 202],
  ['PATCH', '/pats/{id}/description', { description: 'At the gate' }, 202],
  ['PATCH', '/pats/{id}/scope/add', { scopes: [scope] }, 200],
  ['GET', '/pats/{id}/scope', undefined, 200],
  ['DELETE', '/pats/{id}/scope', undefined, 200],
  ['PATCH', '/pats/{id}/secret/revoke', undefined, 204],
  ['PATCH', '/pats/{id}/secret/reset', { duration: '1h' }, 200],
  ['DELETE', '/pats/{id}', undefined, 204],
  ['DELETE', '/pats', undefined, 200],
];

test.each(statuses)('%s %s answers as its document says', async (method, path, body, status) => {
  const { id } = await world.newPat();
  const answer = await me.send(method, path.replace('{id}', id), { body });
  expect([answer.status, answer.body]).toEqual([status, answer.body]);
});

test('an empty body with a JSON content type is no body', async () => {
  const { id } = await world.newPat();
  const headers = { 'content-type': 'application/json' };
  const answer = await me.patch(`/pats/${id}/secret/revoke`, { body: '', headers });
  expect(answer.status).toBe(204);
});

test('where there is nothing, a program hears so and sees no page', async () => {
  for (const path of ['/pats/', '/pats/x/y', '/pats//scope', '/pats/x/scope/add/z']) {
    const answer = await me.get(path);
    expect([path, answer.status >= 400, typeof answer.body.message]).toEqual([
      path,
      true,
      'string',
    ]);
  }
  const answer = await me.put('/pats', { body: {} });
  expect([answer.status, answer.headers.allow]).toEqual([405, 'POST, GET, DELETE']);
});

test('HEAD asks, and changes nothing', async () => {
  expect((await me.send('HEAD', '/pats')).status).toBe(200);
});

test('it is no side door: a session cookie changes nothing for another site’s page', async () => {
  const browser = await server.as({ email: 'ada@team.test', picture: 'none' });
  const body = { name: 'Sensor', duration: '1h' };
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await browser.post('/pats', { body, headers: foreign });
  expect([answer.status, answer.body.code]).toEqual([403, 'csrf_refused']);
  expect((await browser.post('/pats', { body })).status).toBe(201);
});

test('it is no side door: what is done here is in History, by who did it', async () => {
  const { id } = await world.newPat();
  await world.pats.RevokePAT(id, world.ada.session);
  const { body } = await world.site.admin.get(`/api/v2/audit-events?target_id=${id}`);
  const actions = body.items.map((one: { action: string }) => one.action);
  expect(actions).toEqual(['user_token.revoke', 'user_token.create']);
  expect(body.items[0].actor).toMatchObject({ kind: 'user', id: world.ada.id });
});

test('the log has the matched route, and nothing of what was sent', async () => {
  const { id, secret } = await world.newPat();
  await world.pats.ViewPAT(id, secret);
  const lines = server.log().join('\n');
  expect(lines).toContain('"route":"/pats/:id"');
  for (const part of [id, ...secret.split('.')]) expect(lines).not.toContain(part);
});
