import { builtInRoles } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { entity, namesIn, registeredType } from './entities-kit.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const now = Date.parse('2030-03-01T12:00:00.000Z');
const site = await accessSite(() => now);
const { admin, server } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const project = await site.project(organization);
const eventsOf = async (id: string) =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;
const post = (body: object) => admin.post('/api/v2/entities', { body });
const adminRole = { role_id: builtInRoles.projectAdmin.id };

test('an entity is made in a project, read, changed and deleted, each on the record', async () => {
  const answer = await post({
    ...{ type: 'channel', project_id: project, name: '  Readings  ' },
    metadata: { unit: '°C', nested: { list: [1, null, 'x'] } },
  });
  expectOk('createEntity', answer);
  const { id } = answer.body;
  expect(answer.body).toEqual({
    ...{ id, type: 'channel', name: 'Readings' },
    metadata: { unit: '°C', nested: { list: [1, null, 'x'] } },
    project: { id: project, name: expect.any(String) },
    organization: { id: organization, name: expect.any(String) },
    ...{ created_at: '2030-03-01T12:00:00.000Z', updated_at: '2030-03-01T12:00:00.000Z' },
    abilities: ['update', 'delete', 'share', 'unshare', 'publish', 'subscribe'],
  });
  expect((await admin.get(`/api/v2/entities/${id}`)).body).toEqual(answer.body);

  const changed = await admin.patch(`/api/v2/entities/${id}`, {
    body: { name: 'Temperatures', metadata: { unit: 'K' } },
  });
  expectOk('updateEntity', changed);
  expect(changed.body).toMatchObject({ name: 'Temperatures', metadata: { unit: 'K' } });
  const same = await admin.patch(`/api/v2/entities/${id}`, {
    body: { name: 'Temperatures', metadata: { unit: 'K' } },
  });
  expect(same.body).toEqual(changed.body);

  expectOk('deleteEntity', await admin.delete(`/api/v2/entities/${id}`));
  expectErrorBody(await admin.get(`/api/v2/entities/${id}`), 'not_found');
  expect(await eventsOf(id)).toMatchObject([
    { action: 'entity.delete', details: { type: 'channel', grants: 0, scopes: 0 } },
    {
      action: 'entity.update',
      details: { name: { from: 'Readings', to: 'Temperatures' }, metadata: true },
    },
    { action: 'entity.create', details: { parent_id: project, type: 'channel' } },
  ]);
});

describe('what is not to be made', () => {
  const right = { type: 'client', project_id: project, name: 'A' };
  test.each([
    ['an unknown type', { ...right, type: 'robot' }, 'type'],
    ['a type whose nodes are no entities', { ...right, type: 'env' }, 'type'],
    ['a type that nothing is of', { ...right, type: 'registered' }, 'type'],
    ['an overlong type', { ...right, type: 'x'.repeat(41) }, 'type'],
    ['no name', { ...right, name: ' \u200b ' }, 'name'],
    ['a name that turns the direction of writing', { ...right, name: 'a\u202eb' }, 'name'],
    ['metadata that is a list', { ...right, metadata: [1] }, 'metadata'],
    ['metadata that is a text', { ...right, metadata: 'x' }, 'metadata'],
    ['metadata that is null', { ...right, metadata: null }, 'metadata'],
    ['overlong metadata', { ...right, metadata: { a: 'x'.repeat(10_000) } }, 'metadata'],
    ['a project that is no id', { ...right, project_id: 'x' }, 'project_id'],
  ])('%s is refused, naming the field', async (_, body, field) => {
    const answer = await post(body);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields.map((one: { field: string }) => one.field)).toEqual([field]);
  });

  test('an entity anywhere but in a project is refused', async () => {
    for (const project_id of [
      organization,
      await site.env(project),
      site.siteId,
      crypto.randomUUID(),
    ]) {
      expectErrorBody(await post({ ...right, project_id }), 'not_found');
    }
  });
});

test('a grant on an entity is for no deployment kind: it would give nothing', async () => {
  const resource_id = await entity(admin, { project_id: project });
  const { id: principal_id } = await site.somebody();
  const given = { permissions: ['channel.read'], kind_id: await site.kind() };
  const answer = await admin.post('/api/v2/grants', {
    body: { principal_id, resource_id, ...given },
  });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe('kind_id');
});

test('metadata is kept as it came, whatever characters and keys it holds', async () => {
  const metadata = { ключ: '\u0000 \ud83d\ude00', constructor: 'x', '': [], deep: [[[{}]]] };
  const id = await entity(admin, { project_id: project, metadata });
  expect((await admin.get(`/api/v2/entities/${id}`)).body.metadata).toEqual(metadata);
});

test('names of one type are told apart in a project by more than case or form; another type may have them', async () => {
  const here = await site.project(organization);
  const id = await entity(admin, { project_id: here, name: 'Ａlpha Straße' });
  for (const name of ['alpha strasse', 'ALPHA STRASSE', 'Alpha\u200b  Straße']) {
    const answer = await post({ type: 'channel', project_id: here, name });
    expectErrorBody(answer, 'conflict');
    expect(answer.body.message).toContain('a channel named “Ａlpha Straße” in this project');
  }
  await entity(admin, { project_id: here, type: 'client', name: 'alpha straße' });
  await entity(admin, { project_id: await site.project(organization), name: 'alpha straße' });

  const other = await entity(admin, { project_id: here, name: 'beta' });
  const renamed = await admin.patch(`/api/v2/entities/${other}`, {
    body: { name: 'ALPHA STRASSE' },
  });
  expectErrorBody(renamed, 'conflict');
  const own = await admin.patch(`/api/v2/entities/${id}`, { body: { name: 'ALPHA STRASSE' } });
  expect(own.body.name).toBe('ALPHA STRASSE');
});

test('of two that are made at once with one name, one is', async () => {
  const here = await site.project(organization);
  const both = await Promise.all(
    ['Same', 'same'].map((name) => post({ type: 'group', project_id: here, name })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('each type has permissions of its own: who may all of channels may nothing of clients', async () => {
  const { client, id: principal } = await site.somebody();
  const operations = ['create', 'read', 'list', 'update', 'delete'];
  const permissions = operations.map((operation) => `channel.${operation}`);
  await site.grant(principal, project, { permissions: [...permissions, 'project.read'] });
  const channel = await entity(client, { project_id: project, name: 'mine' });
  const other = await entity(admin, { project_id: project, type: 'client', name: 'theirs' });

  expect((await client.get(`/api/v2/entities/${channel}`)).body.abilities).toEqual([
    ...['update', 'delete'],
  ]);
  expectErrorBody(await client.get(`/api/v2/entities/${other}`), 'not_found');
  expectErrorBody(await client.patch(`/api/v2/entities/${other}`, { body: {} }), 'not_found');
  expectErrorBody(await client.delete(`/api/v2/entities/${other}`), 'not_found');
  const refused = await client.post('/api/v2/entities', {
    body: { type: 'client', project_id: project, name: 'new' },
  });
  expectErrorBody(refused, 'forbidden');
  expect(refused.body).toMatchObject({
    permission: 'client.create',
    roles: expect.arrayContaining(['Admin (project)', 'Site administrator']),
  });
  const share = await client.post(`/api/v2/entities/${channel}/share`, {
    body: { principal_id: principal, operations: ['read'] },
  });
  expectErrorBody(share, 'forbidden');
  expect(share.body.permission).toBe('channel.share');
  expect(namesIn(await client.get(`/api/v2/entities?project_id=${project}&search=m`))).toContain(
    'mine',
  );
});

test('an Admin of a project may all with its entities, in requests and lists, and nothing with others’', async () => {
  const mine = await site.project(organization);
  const { client, id: principal } = await site.somebody();
  await site.grant(principal, mine, adminRole);
  await registeredType(site, 'turbine', [
    'create',
    'read',
    'list',
    'update',
    'delete',
    'share',
    'spin',
  ]);
  for (const type of ['channel', 'client', 'group', 'dashboard', 'turbine']) {
    const id = await entity(client, { project_id: mine, type, name: `of ${type}` });
    expectOk('getEntity', await client.get(`/api/v2/entities/${id}`));
    const theirs = await entity(admin, { project_id: project, type });
    expectErrorBody(await client.get(`/api/v2/entities/${theirs}`), 'not_found');
    expect(namesIn(await client.get(`/api/v2/entities?type=${type}`))).toEqual([`of ${type}`]);
  }
  expect(namesIn(await client.get('/api/v2/entities'))).toEqual([
    ...['of channel', 'of client', 'of dashboard', 'of group', 'of turbine'],
  ]);
  expect((await client.get(`/api/v2/projects/${mine}`)).body.abilities).toContain('create_entity');

  const nobody = (await site.somebody()).client;
  expect(namesIn(await nobody.get('/api/v2/entities'))).toEqual([]);
});

test('with a project go its entities, of registered types too, and the preview counts them', async () => {
  await registeredType(site, 'pump', ['create', 'read', 'list', 'delete']);
  const doomed = await site.project(organization);
  const ids = [
    await entity(admin, { project_id: doomed, type: 'pump' }),
    await entity(admin, { project_id: doomed, type: 'pump' }),
    await entity(admin, { project_id: doomed, type: 'dashboard' }),
  ];
  const preview = await admin.delete(`/api/v2/projects/${doomed}?dry_run=true`);
  expect(preview.body.resources).toEqual([
    { type: 'dashboard', count: 1 },
    { type: 'project', count: 1 },
    { type: 'pump', count: 2 },
  ]);
  expectOk('deleteProject', await admin.delete(`/api/v2/projects/${doomed}`));
  for (const id of ids) expectErrorBody(await admin.get(`/api/v2/entities/${id}`), 'not_found');
  expect(namesIn(await admin.get('/api/v2/entities?type=pump'))).toEqual([]);
});

test('a project takes its entities along where it is moved, and who holds the new organization reaches them', async () => {
  const [from, to] = [await site.organization(), await site.organization()];
  const moved = await site.project(from);
  const id = await entity(admin, { project_id: moved, name: 'moved' });
  const [old, fresh] = [await site.somebody(), await site.somebody()];
  await site.grant(old.id, from, { role_id: builtInRoles.organizationAdmin.id });
  await site.grant(fresh.id, to, { role_id: builtInRoles.organizationAdmin.id });
  expect(namesIn(await old.client.get('/api/v2/entities'))).toEqual(['moved']);
  const answer = await admin.post(`/api/v2/projects/${moved}/move`, {
    body: { organization_id: to },
  });
  expectOk('moveProject', answer);
  expect(namesIn(await old.client.get('/api/v2/entities'))).toEqual([]);
  expect(namesIn(await fresh.client.get('/api/v2/entities'))).toEqual(['moved']);
  expectErrorBody(await old.client.get(`/api/v2/entities/${id}`), 'not_found');
});
