import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../../kit/http-client.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
afterAll(() => world.site.server.stop());
const authorization = `Bearer ${world.ada.session}`;
const me = createClient(world.url, { headers: { authorization } });
const { domain: domain_id, hall } = world;
const otherDomain = await world.site.project(await world.site.organization());
const nextDomain = await world.site.project(await world.site.organization());
const permissions = ['project.read', 'channel.read', 'channel.update'];
await world.site.grant(world.ada.id, nextDomain, { permissions });
const nowhere = crypto.randomUUID();

const { id } = await world.newPat();
const state = async () =>
  JSON.stringify([
    (await me.get('/pats?limit=100')).body,
    (await me.get(`/pats/${id}/scope?limit=100`)).body,
  ]);

/** What is sent, to where, and the field that the answer names. */
type Case = readonly [what: string, method: string, path: string, body: unknown, field: string];

async function refusedAt([, method, path, body]: Case) {
  const before = await state();
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await me.send(method, path.replace('{id}', id), { body, headers: json });
  expect(await state()).toBe(before);
  return answer;
}

const cases = (
  method: string,
  path: string,
  field: string,
  bodies: Readonly<Record<string, unknown>>,
): Case[] =>
  Object.entries(bodies).map(([what, body]) => [what, method, path, body, field] as const);

const lives = {
  zero: '0',
  'zero hours': '0h',
  negative: '-1h',
  'more than 100 years': '36501d',
  'more than any number holds': '9223372036854775807h',
  'overflowing in Go': '2562048h',
  'without a unit': '24',
  'a unit there is not': '24hrs',
  words: 'tomorrow',
  'a number': 24,
  'a list': ['1h'],
  null: null,
  nothing: undefined,
  empty: '',
  'a lot of it': '1h'.repeat(10_000),
};
const withLives = (more: object) =>
  Object.fromEntries(
    Object.entries(lives).map(([what, duration]) => [what, { ...more, duration }]),
  );

const noObjects = { nothing: undefined, 'a list': [], text: '"24h"', null: 'null', number: '7' };

const scopeAt = (scope: object) => ({
  scopes: [
    { entity_type: 'channels', operation: 'read', domain_id, entity_id: hall },
    { entity_type: 'channels', operation: 'update', domain_id, entity_id: hall, ...scope },
  ],
});

const invalid: readonly Case[] = [
  ...cases('POST', '/pats', 'duration', withLives({ name: 'Sensor' })),
  ...cases('PATCH', '/pats/{id}/secret/reset', 'duration', withLives({})),
  ...cases('POST', '/pats', 'name', {
    nothing: { duration: '1h' },
    empty: { name: '', duration: '1h' },
    blank: { name: '  ', duration: '1h' },
    'a number': { name: 7, duration: '1h' },
    'too long': { name: 'x'.repeat(101), duration: '1h' },
    'control characters': { name: 'a\u0000b', duration: '1h' },
  }),
  ...cases('POST', '/pats', 'description', {
    'too long': { name: 'Sensor', duration: '1h', description: 'x'.repeat(501) },
    'a number': { name: 'Sensor', duration: '1h', description: 7 },
  }),
  ...['POST /pats', 'PATCH /pats/{id}/name', 'PATCH /pats/{id}/scope/add'].flatMap((route) => {
    const [method = '', path = ''] = route.split(' ');
    return cases(method, path, 'body', noObjects).map(
      ([what, ...rest]) => [`${what} in place of an object`, ...rest] as const,
    );
  }),
  ...cases('PATCH', '/pats/{id}/name', 'name', { nothing: {}, empty: { name: '' } }),
  ...cases('PATCH', '/pats/{id}/description', 'description', {
    nothing: {},
    null: { description: null },
    'a list': { description: [] },
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes', {
    nothing: {},
    none: { scopes: [] },
    'an object': { scopes: {} },
    text: { scopes: 'channels.read' },
    '10,001 scopes': { scopes: Array.from({ length: 10_001 }, () => scopeAt({}).scopes[0]) },
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes.1', {
    'no object': { scopes: [scopeAt({}).scopes[0], 7] },
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes.1.entity_type', {
    'an unknown type': scopeAt({ entity_type: 'rules' }),
    'no type': scopeAt({ entity_type: undefined }),
    'a name of JavaScript’s': scopeAt({ entity_type: 'constructor' }),
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes.1.operation', {
    'an unknown operation': scopeAt({ operation: 'enable' }),
    'no operation': scopeAt({ operation: '' }),
    'to delete messages': scopeAt({ entity_type: 'messages', operation: 'delete' }),
    'to publish to a client': scopeAt({ entity_type: 'clients', operation: 'publish' }),
    'its server’s word for another type': scopeAt({ operation: 'dashboard_share' }),
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes.1.entity_id', {
    'no entity': scopeAt({ entity_id: undefined }),
    'an empty entity': scopeAt({ entity_id: '' }),
    'no UUID': scopeAt({ entity_id: 'hall' }),
    'an entity there is not': scopeAt({ entity_id: nowhere }),
    'an entity of another domain': scopeAt({ domain_id: nextDomain }),
    'an entity of another type': scopeAt({ entity_type: 'clients', operation: 'read' }),
    'one entity, of what is not there yet': scopeAt({ operation: 'create' }),
  }),
  ...cases('PATCH', '/pats/{id}/scope/add', 'scopes.1.domain_id', {
    'no UUID': scopeAt({ domain_id: 'plant' }),
    'a domain there is not': scopeAt({ domain_id: nowhere, entity_id: '*' }),
    'a domain that one does not see': scopeAt({ domain_id: otherDomain, entity_id: '*' }),
    'a domain of people': scopeAt({ entity_type: 'users', entity_id: '*', operation: 'read' }),
    'two domains': scopeAt({
      entity_type: 'domains',
      operation: 'create_clients',
      entity_id: otherDomain,
    }),
  }),
  ...cases('PATCH', '/pats/{id}/scope/remove', 'scopes_id', {
    nothing: {},
    none: { scopes_id: [] },
    text: { scopes_id: nowhere },
  }),
  ...cases('PATCH', '/pats/{id}/scope/remove', 'scopes_id.0', { 'no UUID': { scopes_id: ['x'] } }),
];

describe('400, naming the field that was sent, and nothing is changed', () => {
  test.each(invalid.map((one) => [`${one[1]} ${one[2]}: ${one[4]}: ${one[0]}`, one] as const))(
    '%s',
    async (_title, one) => {
      const { status, body } = await refusedAt(one);
      expect([status, body.code, typeof body.message]).toEqual([400, 'invalid_request', 'string']);
      expect(body.fields[0].field).toBe(one[4]);
      expect(body.message).toContain(one[4]);
    },
  );

  test.each([
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['limit=NaN', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=1000001', 'offset'],
    ['offset=99999999999999999999', 'offset'],
    ['status=enabled', 'status'],
    ['status=active&status=revoked', 'status'],
    [`id=${nowhere}&name=hall`, 'id'],
    [`name=${'x'.repeat(101)}`, 'name'],
    ['id=hall', 'id'],
  ])('GET /pats?%s', async (query, field) => {
    const { status, body } = await me.get(`/pats?${query}`);
    expect([status, body.code, body.fields?.[0].field]).toEqual([400, 'invalid_request', field]);
  });

  test.each(['', 'undefined', 'null', '..%2f..%2fapi', 'x'.repeat(150), '%00'])(
    'as the id of a token: %j',
    async (wrong) => {
      const before = await state();
      for (const [method, path] of [
        ['GET', ''],
        ['DELETE', ''],
        ['DELETE', '/scope'],
        ['PATCH', '/secret/revoke'],
      ] as const) {
        const { status, body } = await me.send(method, `/pats/${wrong}${path}`);
        expect([400, 404]).toContain(status);
        expect(typeof body.message).toBe('string');
      }
      expect(await state()).toBe(before);
    },
  );
});

test('a token there is not', async () => {
  for (const path of ['', '/scope']) {
    expect((await me.get(`/pats/${nowhere}${path}`)).status).toBe(404);
    expect((await me.delete(`/pats/${nowhere}${path}`)).status).toBe(404);
  }
});

test('a body of another media type: 415; one that is no JSON: 400; one that is too large: 413', async () => {
  const sent = (body: string, type: string) =>
    me.patch(`/pats/${id}/name`, { body, headers: { 'content-type': type } });
  expect((await sent('name=x', 'application/x-www-form-urlencoded')).status).toBe(415);
  expect((await sent('{"name":', 'application/json')).body.code).toBe('invalid_json');
  expect((await sent('"x"'.padEnd(300_000), 'application/json')).status).toBe(413);
});

test('where nothing is to be sent, what is sent all the same is not looked at', async () => {
  const { id: own } = await world.newPat();
  const answer = await me.patch(`/pats/${own}/secret/revoke`, {
    body: '{"nonsense',
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(204);
});
