import { afterAll, expect, test } from 'vitest';
import { createClient } from '../../kit/http-client.ts';
import { refused } from './sdk.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
const { pats, ada, domain: domain_id, hall, yard } = world;
afterAll(() => world.site.server.stop());

test('a new token may read and revoke itself, and nothing else', async () => {
  const { id, secret } = await world.newPat();
  expect(await pats.ViewPAT(id, secret)).toMatchObject({ id });
  expect((await pats.ListScopes(id, {}, secret)).total).toBe(0);
  expect(await world.reads(secret, hall)).toBe(404);

  const scope = { entity_type: 'channels', operation: 'read', entity_id: '*' } as const;
  const { id: another } = await world.newPat();
  const attempts = {
    make: () => pats.CreatePAT('More', '1h', secret),
    list: () => pats.ListPATS({}, secret),
    widen: () => pats.AddScope([scope], id, secret),
    renew: () => pats.ResetSecret('1h', id, secret),
    rename: () => pats.UpdateName('Mine', id, secret),
    describe: () => pats.UpdateDescription('Mine', id, secret),
    narrow: () => pats.DeleteAllScopes(id, secret),
    removeOne: () => pats.DeleteScopes(id, [another], secret),
    deleteAll: () => pats.DeleteAllPATs(secret),
    delete: () => pats.DeletePAT(id, secret),
    widenAnother: () => pats.AddScope([scope], another, secret),
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    expect([what, (await refused(attempt())).status]).toEqual([what, 403]);
  }
  expect((await refused(pats.ViewPAT(another, secret))).status).toBe(403);
  expect((await refused(pats.RevokePAT(another, secret))).status).toBe(403);
  expect(await pats.ViewPAT(another, ada.session)).toMatchObject({ status: 'active' });
  expect((await pats.RevokePAT(id, secret)).status).toBe(204);
  expect((await refused(pats.ViewPAT(id, secret))).status).toBe(401);
});

test('what it may then do is what its scopes say: to publish here, and neither to read nor to publish there', async () => {
  const { id, secret } = await world.newPat();
  const scope = { entity_type: 'messages', operation: 'publish', domain_id } as const;
  await pats.AddScope([{ ...scope, entity_id: hall }], id, ada.session);
  const token = createClient(world.url, { headers: { 'x-platz-token': secret } });
  const publish = async (channel: string) =>
    (await token.post(`/api/v2/channels/${channel}/messages`, { body: { payload: '21' } })).status;
  expect(await publish(hall)).toBe(201);
  expect(await publish(yard)).toBe(404);
  expect((await token.delete(`/api/v2/entities/${hall}`)).status).toBe(404);
  await pats.DeleteAllScopes(id, ada.session);
  expect(await publish(hall)).toBe(404);
});

test('a list holds what the scopes name', async () => {
  const { id, secret } = await world.newPat();
  const scope = { entity_type: 'channels', domain_id, entity_id: hall } as const;
  const scopes = ['read', 'list'].map((operation) => ({ ...scope, operation }));
  await pats.AddScope(scopes, id, ada.session);
  const token = createClient(world.url, { headers: { authorization: `Bearer ${secret}` } });
  const { body } = await token.get('/api/v2/entities?type=channel');
  expect(body.items.map((one: { name: string }) => one.name)).toEqual(['Hall']);
});

test('all scopes of a request are added, or none', async () => {
  const { id } = await world.newPat();
  const good = { entity_type: 'channels', operation: 'read', domain_id, entity_id: hall } as const;
  const bad = { ...good, entity_id: crypto.randomUUID() };
  await refused(pats.AddScope([good, bad], id, ada.session));
  expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(0);
});

test('a scope that it has already, or in a wider form, is refused', async () => {
  const { id } = await world.newPat();
  const all = { entity_type: 'channels', operation: 'read', domain_id, entity_id: '*' } as const;
  await pats.AddScope([all], id, ada.session);
  for (const entity_id of ['*', hall]) {
    const { status } = await refused(pats.AddScope([{ ...all, entity_id }], id, ada.session));
    expect(status).toBe(409);
  }
  expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(1);
});

test('nobody gives a token what they do not hold', async () => {
  const { id } = await world.newPat();
  const scope = { entity_type: 'groups', operation: 'delete', domain_id, entity_id: '*' } as const;
  expect((await refused(pats.AddScope([scope], id, ada.session))).status).toBe(403);
});

test('scopes are found by their id, and removed all or none', async () => {
  const { id } = await world.newPat();
  const scope = { entity_type: 'channels', domain_id, entity_id: hall } as const;
  const operations = ['read', 'update', 'publish'];
  await pats.AddScope(
    operations.map((operation) => ({ ...scope, operation })),
    id,
    ada.session,
  );
  const { scopes } = await pats.ListScopes(id, { limit: 2, offset: 1 }, ada.session);
  expect(scopes).toHaveLength(2);
  const [first] = scopes;
  const found = await pats.ListScopes(id, { id: first?.id ?? '', pat_id: id }, ada.session);
  expect(found).toMatchObject({ total: 1, scopes: [first] });

  const unknown = crypto.randomUUID();
  const both = pats.DeleteScopes(id, [first?.id ?? '', unknown], ada.session);
  expect((await refused(both)).status).toBe(404);
  expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(3);
});

test('what is made inside a domain is a scope of the domain, as its server has it', async () => {
  const { id, secret } = await world.newPat();
  const scope = {
    entity_type: 'domains',
    operation: 'create_clients',
    entity_id: domain_id,
  } as const;
  await pats.AddScope([scope], id, ada.session);
  const { scopes } = await pats.ListScopes(id, {}, ada.session);
  expect(scopes).toMatchObject([{ entity_type: 'clients', operation: 'create', domain_id }]);
  const token = createClient(world.url, { headers: { 'x-platz-token': secret } });
  const make = (type: string) =>
    token.post('/api/v2/entities', { body: { type, project_id: domain_id, name: `A ${type}` } });
  expect((await make('client')).status).toBe(201);
  expect((await make('channel')).status).toBe(404);
});
