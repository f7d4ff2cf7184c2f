import { entityTypes } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { entity, namesIn, registeredType, scopedTo } from './entities-kit.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const site = await accessSite();
const { admin, server } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const project = await site.project(organization);
const types = '/api/v2/entity-types';
const usual = ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare'];
const register = (body: object) => admin.post(types, { body });
const listed = async (client = admin) => {
  const answer = await client.get(types);
  expectOk('listEntityTypes', answer);
  return answer.body;
};
const typeOf = async (type: string) =>
  (await listed()).items.find((one: { type: string }) => one.type === type);
const eventsOf = async (id: string) =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;

test('every built-in type is listed with its operations and what each means', async () => {
  const { client } = await site.somebody();
  const { items, abilities } = await listed(client);
  expect(abilities).toEqual([]);
  for (const [type, operations] of Object.entries(entityTypes)) {
    const found = items.find((one: { type: string }) => one.type === type);
    expect(found).toMatchObject({ id: null, is_built_in: true, operations, abilities: [] });
    expect(Object.keys(found.meanings)).toEqual(operations);
    for (const words of [
      found.title,
      found.description,
      ...Object.values<string>(found.meanings),
    ]) {
      expect(words).toMatch(/^[A-Z].{2,}/);
    }
  }
  expect((await typeOf('channel')).scopes).toBe('entity');
  expect((await typeOf('role')).scopes).toBe('project');
  expect((await typeOf('audit_event')).scopes).toBe('site');
});

test('a site administrator registers a type, changes it and deletes it, each on the record', async () => {
  const answer = await register({
    ...{ type: 'robot', title: 'Robot', description: 'Moves things.' },
    operations: [{ name: 'create', description: 'Put one there.' }, { name: 'start' }],
  });
  expectOk('createEntityType', answer);
  const { id } = answer.body;
  expect(answer.body).toEqual({
    ...{ id, type: 'robot', is_built_in: false, title: 'Robot', description: 'Moves things.' },
    operations: ['create', 'start'],
    meanings: { create: 'Put one there.', start: '' },
    ...{ scopes: 'entity', abilities: ['update', 'delete'] },
  });
  expect(await typeOf('robot')).toEqual(answer.body);

  const changed = await admin.patch(`${types}/${id}`, {
    body: {
      title: 'Robots',
      operations: [{ name: 'start', description: 'Go.' }, { name: 'read' }],
    },
  });
  expectOk('updateEntityType', changed);
  expect(changed.body).toMatchObject({ title: 'Robots', operations: ['start', 'read'] });
  expect((await admin.patch(`${types}/${id}`, { body: {} })).body).toEqual(changed.body);

  const preview = await admin.delete(`${types}/${id}?dry_run=true`);
  expect(preview.body).toEqual({ dry_run: true, entities: 0, roles: 0, grants: 0, scopes: 0 });
  expectOk('deleteEntityType', await admin.delete(`${types}/${id}`));
  expect(await typeOf('robot')).toBeUndefined();
  expectErrorBody(await admin.patch(`${types}/${id}`, { body: {} }), 'not_found');
  expect(await eventsOf(id)).toMatchObject([
    { action: 'entity_type.delete', target: { kind: 'entity_type', name: 'robot' } },
    {
      action: 'entity_type.update',
      details: { operations: { from: ['create', 'start'], to: ['start', 'read'] } },
    },
    { action: 'entity_type.create', details: { operations: ['create', 'start'] } },
  ]);
});

describe('what is no type', () => {
  const right = { type: 'valve', title: 'Valve', operations: [{ name: 'turn' }] };
  test.each([
    ...[...Object.keys(entityTypes), 'entity', 'messages', 'undefined', 'constructor'].map(
      (type) => [`the word ${type}`, { ...right, type }, 'type'] as const,
    ),
    ['a capital letter', { ...right, type: 'Valve' }, 'type'],
    ['a dot', { ...right, type: 'a.b' }, 'type'],
    ['one letter', { ...right, type: 'v' }, 'type'],
    ['40 letters', { ...right, type: 'v'.repeat(40) }, 'type'],
    ['letters that look like others', { ...right, type: 'vаlve' }, 'type'],
    ['no title', { ...right, title: '' }, 'title'],
    ['no operation', { ...right, operations: [] }, 'operations'],
    ['a star', { ...right, operations: [{ name: '*' }] }, 'operations.0.name'],
    [
      'an operation twice',
      { ...right, operations: [{ name: 'turn' }, { name: 'turn' }] },
      'operations.1.name',
    ],
    [
      '51 operations',
      { ...right, operations: Array.from({ length: 51 }, (_, at) => ({ name: `turn_${at}` })) },
      'operations',
    ],
  ] as const)('%s is refused, naming the field', async (_, body, field) => {
    const answer = await register(body);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields.map((one: { field: string }) => one.field)).toEqual([field]);
  });

  test('of two that are registered at once by one word, one is', async () => {
    const both = await Promise.all([register(right), register(right)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

test('types are for site administrators, and those granted it, to register', async () => {
  const { client, id } = await site.somebody();
  const body = { type: 'sensor', title: 'Sensor', operations: [{ name: 'read' }] };
  const refused = await client.post(types, { body });
  expectErrorBody(refused, 'forbidden');
  expect(refused.body.permission).toBe('entity_type.create');
  await site.grant(id, site.siteId, { permissions: ['entity_type.create'] });
  expectOk('createEntityType', await client.post(types, { body }));
  expect((await listed(client)).abilities).toEqual(['create']);
  const { id: sensor } = await typeOf('sensor');
  expectErrorBody(await client.delete(`${types}/${sensor}`), 'forbidden');
});

test('what is named by a role, a grant or a scope, or is of a type, keeps it: the preview counts', async () => {
  const id = await registeredType(site, 'drone', [...usual, 'fly', 'land', 'hover']);
  await entity(admin, { project_id: project, type: 'drone' });
  await site.role(organization, ['drone.fly', 'drone.land']);
  const { id: person } = await site.somebody();
  await site.grant(person, project, { permissions: ['drone.land'] });
  await scopedTo(site, admin, [{ entity_type: 'drone', operation: 'hover' }]);

  const preview = await admin.delete(`${types}/${id}?dry_run=true`);
  expect(preview.body).toEqual({ dry_run: true, entities: 1, roles: 1, grants: 1, scopes: 1 });
  const refused = await admin.delete(`${types}/${id}`);
  expectErrorBody(refused, 'in_use');
  expect(refused.body.message).toContain(
    'The type drone is in use by 1 entity, 1 custom role, 1 grant with a list of permissions, 1 scope of a token.',
  );
  const without = (...gone: string[]) => ({
    operations: [...usual, 'fly', 'land', 'hover']
      .filter((name) => !gone.includes(name))
      .map((name) => ({ name })),
  });
  for (const operation of ['fly', 'land', 'hover']) {
    const kept = await admin.patch(`${types}/${id}`, { body: without(operation) });
    expectErrorBody(kept, 'in_use');
    expect(kept.body.message).toContain(`The operation ${operation} is in use by 1`);
  }
  const lost = await admin.patch(`${types}/${id}`, { body: without('unshare') });
  expect(lost.body.operations).not.toContain('unshare');
});

test('of a type that goes while something is made of it or names it, one is refused', async () => {
  for (let round = 0; round < 5; round++) {
    const type = `fleeting_${round}`;
    const id = await registeredType(site, type, ['create', 'run']);
    const role = { name: type, home_id: project, permissions: [`${type}.run`] };
    const [gone, ...made] = await Promise.all([
      admin.delete(`${types}/${id}`),
      admin.post('/api/v2/roles', { body: role }),
      admin.post('/api/v2/entities', { body: { type, project_id: project, name: type } }),
    ]);
    const isMade = made.some(({ status }) => status === 201);
    expect([gone.status, isMade]).toEqual(gone.status === 204 ? [204, false] : [409, true]);
    for (const { status } of made) expect([201, 400]).toContain(status);
  }
});

describe('a permission of a registered type exists only while its type has that operation', () => {
  const refused = async (answer: Promise<{ status: number; body: unknown }>, field: string) =>
    expect((await answer).body).toMatchObject({
      ...{ code: 'invalid_request', permission: 'crane.fly' },
      fields: [{ field, message: 'There is no such permission.' }],
    });

  test('in roles, grants, shares and questions about access', async () => {
    await registeredType(site, 'crane', [...usual, 'lift']);
    const { id: principal_id } = await site.somebody();
    const crane = await entity(admin, { project_id: project, type: 'crane' });
    const permissions = ['crane.lift', 'crane.fly'];
    const role = await site.role(project, ['crane.lift']);
    const post = (path: string, body: object) => admin.post(`/api/v2/${path}`, { body });
    await refused(post('roles', { name: 'R', home_id: project, permissions }), 'permissions');
    await refused(admin.patch(`/api/v2/roles/${role}`, { body: { permissions } }), 'permissions');
    await refused(
      post('grants', { principal_id, resource_id: project, permissions }),
      'permissions',
    );
    await refused(post(`entities/${crane}/share`, { principal_id, permissions }), 'permissions');
    const account = {
      name: 'A',
      home_id: project,
      grants: [{ resource_id: project, permissions }],
    };
    await refused(post('service-accounts', account), 'grants.0.permissions');
    const about = `permission=crane.fly&resource=${crane}`;
    await refused(admin.get(`/api/v2/access?${about}`), 'permission');
    await refused(admin.get(`/api/v2/access/who?${about}`), 'permission');
    await refused(
      admin.get('/api/v2/access/effective?type=project&permission=crane.fly'),
      'permission',
    );
  });

  test('and an operation that the type of an entity does not have is nobody’s, not even an administrator’s', async () => {
    await registeredType(site, 'crate', ['create', 'open']);
    const id = await entity(admin, { project_id: project, type: 'crate' });
    const { id: principal_id } = await site.somebody();
    const tries = [
      admin.get('/api/v2/entities?type=crate'),
      admin.get(`/api/v2/entities/${id}`),
      admin.patch(`/api/v2/entities/${id}`, { body: { name: 'other' } }),
      admin.delete(`/api/v2/entities/${id}`),
      admin.get(`/api/v2/entities/${id}/shares`),
      admin.post(`/api/v2/entities/${id}/share`, { body: { principal_id, operations: ['open'] } }),
    ];
    for (const answer of await Promise.all(tries)) {
      expectErrorBody(answer, 'invalid_request');
      expect(answer.body.message).toContain('The entity type crate has no operation');
    }
    const { body } = await admin.get('/api/v2/entities');
    expect(body.items.map((one: { type: string }) => one.type)).not.toContain('crate');
  });
});

test('who holds one permission of a registered type may that and no more; registered.any is all of them', async () => {
  await registeredType(site, 'gate', [...usual, 'open', 'close']);
  await registeredType(site, 'door', usual);
  const gate = await entity(admin, { project_id: project, type: 'gate', name: 'North' });
  const door = await entity(admin, { project_id: project, type: 'door', name: 'Front' });
  const explained = async (principal: string, permission: string, resource: string) =>
    (await admin.get(`/api/v2/access?${new URLSearchParams({ principal, permission, resource })}`))
      .body;

  const opener = await site.somebody();
  await site.grant(opener.id, gate, { permissions: ['gate.open', 'gate.read', 'gate.list'] });
  expect(await explained(opener.id, 'gate.open', gate)).toMatchObject({ allowed: true });
  expect(await explained(opener.id, 'gate.close', gate)).toMatchObject({
    ...{ allowed: false, path: [{ id: organization }, { id: project }] },
    denial: {
      roles: expect.arrayContaining([expect.objectContaining({ label: 'Admin (project)' })]),
    },
  });
  expect((await opener.client.get(`/api/v2/entities/${gate}`)).body.abilities).toEqual([]);
  expect(namesIn(await opener.client.get('/api/v2/entities'))).toEqual(['North']);
  const own = `/api/v2/access?permission=gate.open&resource=${gate}`;
  expect((await opener.client.get(own)).body.allowed).toBe(true);
  expectErrorBody(
    await opener.client.get(`/api/v2/access?permission=door.read&resource=${door}`),
    'not_found',
  );

  const all = await site.somebody();
  const role = await site.role(organization, ['registered.any']);
  await site.grant(all.id, organization, { role_id: role });
  expect(await explained(all.id, 'gate.close', gate)).toMatchObject({ allowed: true });
  expect(namesIn(await all.client.get('/api/v2/entities'))).toEqual(
    expect.arrayContaining(['Front', 'North']),
  );
  expectErrorBody(
    await all.client.get(`/api/v2/entities/${await entity(admin, { project_id: project })}`),
    'not_found',
  );
  const who = await admin.get(`/api/v2/access/who?permission=gate.close&resource=${gate}`);
  const holders = who.body.items.map(
    ({ principal }: { principal: { id: string } }) => principal.id,
  );
  expect(holders).toContain(all.id);
  expect(holders).not.toContain(opener.id);
});

test('what changes in a role of registered permissions is previewed for who holds it', async () => {
  await registeredType(site, 'lamp', [...usual, 'light']);
  const { id: person } = await site.somebody();
  const role = await site.role(project, ['lamp.light']);
  await site.grant(person, project, { role_id: role });
  const preview = await admin.patch(`/api/v2/roles/${role}?dry_run=true`, {
    body: { permissions: ['lamp.read'] },
  });
  expect(preview.body.items).toMatchObject([
    { principal: { id: person }, gains: ['lamp.read'], loses: ['lamp.light'] },
  ]);
});
