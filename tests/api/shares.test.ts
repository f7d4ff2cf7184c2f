import { builtInRoles } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { accessSite, type Somebody } from './access-kit.ts';
import { entity, namesIn, registeredType, scopedTo } from './entities-kit.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

let now = Date.parse('2030-03-01T12:00:00.000Z');
const site = await accessSite(() => now);
const { admin, server } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const project = await site.project(organization);
const boss = await site.somebody('Boss');
await site.grant(boss.id, project, { role_id: builtInRoles.projectAdmin.id });

const channel = (name?: string) => entity(admin, { project_id: project, ...(name && { name }) });
const share = ({ client }: Pick<Somebody, 'client'>, id: string, body: object) =>
  client.post(`/api/v2/entities/${id}/share`, { body });
const unshare = ({ client }: Pick<Somebody, 'client'>, id: string, grant_id: string) =>
  client.post(`/api/v2/entities/${id}/unshare`, { body: { grant_id } });
const sharesOf = async (id: string) =>
  (await admin.get(`/api/v2/entities/${id}/shares`)).body.items;
const may = async ({ client }: Somebody, operation: string, id: string) =>
  (await client.get(`/api/v2/access?permission=channel.${operation}&resource=${id}`)).body.allowed;

test('sharing gives operations on one entity, and on no other; taking it back takes them', async () => {
  const [one, other] = [await channel(), await channel()];
  const guest = await site.somebody('Guest');
  const answer = await share(boss, one, {
    ...{ principal_id: guest.id, operations: ['publish', 'read', 'publish'] },
  });
  expectOk('shareEntity', answer);
  expect(answer.body).toMatchObject({
    ...{ principal: { kind: 'user', id: guest.id, name: 'Guest' }, role: null, ends_at: null },
    permissions: ['channel.publish', 'channel.read'],
    created_by: { id: boss.id, name: 'Boss' },
  });
  const shares = await boss.client.get(`/api/v2/entities/${one}/shares`);
  expectOk('listShares', shares);
  expect(shares.body.items).toEqual([answer.body]);

  expect((await guest.client.get(`/api/v2/entities/${one}`)).body.abilities).toEqual(['publish']);
  expectErrorBody(await guest.client.get(`/api/v2/entities/${other}`), 'not_found');
  expect(await may(guest, 'publish', one)).toBe(true);
  expect(await may(guest, 'subscribe', one)).toBe(false);
  expectErrorBody(await guest.client.patch(`/api/v2/entities/${one}`, { body: {} }), 'forbidden');
  expectErrorBody(await guest.client.get(`/api/v2/entities/${one}/shares`), 'forbidden');

  expectErrorBody(await unshare(guest, one, answer.body.id), 'forbidden');
  expectErrorBody(await unshare(boss, other, answer.body.id), 'not_found');
  expectOk('unshareEntity', await unshare(boss, one, answer.body.id));
  expectErrorBody(await unshare(boss, one, answer.body.id), 'not_found');
  expectErrorBody(await guest.client.get(`/api/v2/entities/${one}`), 'not_found');
  expect(await sharesOf(one)).toEqual([]);
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${answer.body.id}`);
  expect(body.items).toMatchObject([
    { action: 'grant.delete', details: { owner_id: guest.id, resource_id: one } },
    {
      action: 'grant.create',
      details: { permissions: ['channel.publish', 'channel.read'], resource_id: one },
    },
  ]);
});

test('a role is shared where it can be used, and lives on as the role does', async () => {
  const id = await channel();
  const role_id = await site.role(organization, ['channel.read', 'channel.list'], 'Reader');
  const guest = await site.somebody();
  const { body } = await share(boss, id, { principal_id: guest.id, role_id });
  expect(body).toMatchObject({ role: { id: role_id, name: 'Reader' } });
  expect(namesIn(await guest.client.get('/api/v2/entities'))).toHaveLength(1);
  await admin.patch(`/api/v2/roles/${role_id}`, { body: { permissions: ['channel.publish'] } });
  expect(namesIn(await guest.client.get('/api/v2/entities'))).toEqual([]);

  for (const built of [builtInRoles.projectAdmin, builtInRoles.envUser]) {
    const refused = await share(boss, id, { principal_id: guest.id, role_id: built.id });
    expectErrorBody(refused, 'invalid_request');
    expect(refused.body.fields[0].field).toBe('role_id');
  }
  const usable = await boss.client.get(`/api/v2/roles?usable_on=${id}`);
  expect(usable.body.items.map((role: { id: string }) => role.id)).toEqual([role_id]);
  const elsewhere = await site.role(await site.organization(), ['channel.read']);
  const hidden = await share(boss, id, { principal_id: guest.id, role_id: elsewhere });
  expectErrorBody(hidden, 'not_found');
});

test('a share ends when it was said to', async () => {
  const id = await channel();
  const guest = await site.somebody();
  const ends_at = new Date(now + 60_000).toISOString();
  await share(boss, id, { principal_id: guest.id, operations: ['read', 'list'], ends_at });
  expect(await may(guest, 'read', id)).toBe(true);
  expect(namesIn(await guest.client.get('/api/v2/entities?shared=with_me'))).toHaveLength(1);
  expect(await sharesOf(id)).toMatchObject([{ ends_at }]);
  now += 60_000;
  expectErrorBody(await guest.client.get(`/api/v2/entities/${id}`), 'not_found');
  expect(namesIn(await guest.client.get('/api/v2/entities?shared=with_me'))).toEqual([]);
  expect(await sharesOf(id)).toEqual([]);
  const late = await share(boss, id, { principal_id: guest.id, operations: ['read'], ends_at });
  expectErrorBody(late, 'invalid_request');
  expect(late.body.fields[0].field).toBe('ends_at');
});

describe('what is not to be shared', () => {
  test.each([
    ['nothing', {}, 'role_id'],
    ['no operation', { operations: [] }, 'operations'],
    ['an operation that the type does not have', { operations: ['restart'] }, 'operations'],
    ['a star', { operations: ['*'] }, 'operations'],
    ['a permission of another type', { permissions: ['client.read'] }, 'permissions'],
    ['a permission that is none', { permissions: ['channel.restart'] }, 'permissions'],
    ['everything of registered types', { permissions: ['registered.any'] }, 'permissions'],
    [
      'operations and a role',
      { operations: ['read'], role_id: builtInRoles.envUser.id },
      'operations',
    ],
    ['both lists', { operations: ['read'], permissions: ['channel.read'] }, 'operations'],
  ])('%s is refused, naming the field', async (_, body, field) => {
    const answer = await share(boss, await channel(), { principal_id: boss.id, ...body });
    expectErrorBody(answer, 'invalid_request');
    const [named] = answer.body.fields;
    expect(named.field.split('.')[0]).toBe(field);
  });

  test('to nobody', async () => {
    const body = { principal_id: crypto.randomUUID(), operations: ['read'] };
    expectErrorBody(await share(boss, await channel(), body), 'not_found');
  });

  test('to a service account that is at home elsewhere', async () => {
    const account = await site.account(await site.project(organization));
    const body = { principal_id: account, operations: ['read'] };
    expectErrorBody(await share(boss, await channel(), body), 'invalid_request');
    const own = { principal_id: await site.account(project), operations: ['read'] };
    expectOk('shareEntity', await share(boss, await channel(), own));
  });

  test('twice the same', async () => {
    const id = await channel();
    const { id: principal_id } = await site.somebody();
    const body = { principal_id, operations: ['read', 'list'] };
    expectOk('shareEntity', await share(boss, id, body));
    const again = { principal_id, permissions: ['channel.list', 'channel.read'] };
    expectErrorBody(await share(boss, id, again), 'conflict');
  });
});

test('nobody shares more than they hold, or for longer', async () => {
  const id = await channel();
  const [sharer, guest] = [await site.somebody(), await site.somebody()];
  const ends = now + 3_600_000;
  const ends_at = new Date(ends).toISOString();
  const given = ['read', 'share', 'publish'].map((operation) => `channel.${operation}`);
  await site.grant(sharer.id, id, { permissions: given, ends_at });

  const more = await share(sharer, id, {
    principal_id: guest.id,
    operations: ['subscribe'],
    ends_at,
  });
  expectErrorBody(more, 'beyond_own_rights');
  expect(more.body.permission).toBe('channel.subscribe');
  const role_id = await site.role(project, ['channel.read', 'channel.delete']);
  const asRole = await share(sharer, id, { principal_id: guest.id, role_id, ends_at });
  expectErrorBody(asRole, 'beyond_own_rights');
  for (const until of [{}, { ends_at: new Date(ends + 1).toISOString() }]) {
    const longer = await share(sharer, id, {
      ...{ principal_id: guest.id, operations: ['publish'], ...until },
    });
    expectErrorBody(longer, 'beyond_own_rights');
  }
  const within = { principal_id: guest.id, operations: ['publish', 'share'], ends_at };
  const { body } = await share(sharer, id, within);
  expect(await may(guest, 'publish', id)).toBe(true);

  // Whom it was shared with shares on, and takes nothing back: that needs unshare.
  const third = await site.somebody();
  const onwards = { principal_id: third.id, operations: ['publish'], ends_at };
  expectOk('shareEntity', await share(guest, id, onwards));
  expectErrorBody(await unshare(sharer, id, body.id), 'forbidden');
});

test('a scoped token shares as far as its scopes go', async () => {
  const [id, other] = [await channel(), await channel()];
  const guest = await site.somebody();
  const client = await scopedTo(site, boss.client, [
    { entity_type: 'channel', operations: ['share', 'read'], entity_id: id },
  ]);
  const token = { client };
  const refused = await share(token, id, { principal_id: guest.id, operations: ['publish'] });
  expectErrorBody(refused, 'beyond_own_rights');
  expectErrorBody(
    await share(token, other, { principal_id: guest.id, operations: ['read'] }),
    'not_found',
  );
  const answer = await share(token, id, { principal_id: guest.id, operations: ['read'] });
  expectOk('shareEntity', answer);
  const undone = await unshare(token, id, answer.body.id);
  expectErrorBody(undone, 'scope_missing');
  expect(undone.body.permission).toBe('channel.unshare');
});

test('lists tell what was shared with me, and what I shared with others', async () => {
  const [mine, given, unseen] = [await channel('kept'), await channel('given'), await channel()];
  const [host, guest] = [await site.somebody(), await site.somebody()];
  await site.grant(host.id, project, { role_id: builtInRoles.projectAdmin.id });
  await share(host, given, { principal_id: guest.id, operations: ['read', 'list'] });
  await share(host, given, { principal_id: boss.id, operations: ['read'] });
  await share(host, mine, { principal_id: host.id, operations: ['read'] });
  await share(host, unseen, { principal_id: guest.id, operations: ['publish'] });

  const shared = async ({ client }: Somebody, how: string, more = '') =>
    namesIn(await client.get(`/api/v2/entities?shared=${how}${more}`));
  expect(await shared(guest, 'with_me')).toEqual(['given']);
  expect(await shared(guest, 'by_me')).toEqual([]);
  expect(await shared(host, 'with_me')).toEqual(['kept']);
  expect(await shared(host, 'by_me')).toContain('given');
  expect(await shared(host, 'by_me')).not.toContain('kept');
  expect(await shared(host, 'by_me', '&type=client')).toEqual([]);
  expect(await shared(host, 'by_me', '&search=GIV')).toEqual(['given']);
  expect(await shared(host, 'by_me', `&project_id=${await site.project(organization)}`)).toEqual(
    [],
  );
  expectErrorBody(await admin.get('/api/v2/entities?shared=me'), 'invalid_request');
});

test('with an entity go the shares of it and the scopes that name it, and the record counts them', async () => {
  const id = await channel();
  const guest = await site.somebody();
  const { body: shared } = await share(boss, id, { principal_id: guest.id, operations: ['read'] });
  await share(boss, id, { principal_id: boss.id, operations: ['publish'] });
  const token = await scopedTo(site, boss.client, [
    { entity_type: 'channel', operation: 'list', entity_id: id },
  ]);
  expect(namesIn(await token.get('/api/v2/entities'))).toHaveLength(1);
  const tried = await boss.client.delete(`/api/v2/entities/${id}?dry_run=true`);
  expect(tried.body).toEqual({ dry_run: true, grants: 2, scopes: 1 });
  expectOk('deleteEntity', await boss.client.delete(`/api/v2/entities/${id}`));
  expectErrorBody(await admin.get(`/api/v2/grants/${shared.id}`), 'not_found');
  // No scope is left to it.
  expectErrorBody(await token.get('/api/v2/entities'), 'scope_missing');
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${id}&action=entity.delete`);
  expect(body.items).toMatchObject([{ details: { grants: 2, scopes: 1 } }]);
});

test('entities of registered types are shared alike', async () => {
  await registeredType(site, 'sluice', ['create', 'read', 'list', 'share', 'unshare', 'flood']);
  const id = await entity(boss.client, { project_id: project, type: 'sluice', name: 'Upper' });
  const guest = await site.somebody();
  const answer = await share(boss, id, { principal_id: guest.id, operations: ['flood', 'list'] });
  expect(answer.body.permissions).toEqual(['sluice.flood', 'sluice.list']);
  expect(namesIn(await guest.client.get('/api/v2/entities'))).toEqual(['Upper']);
  expectOk('unshareEntity', await unshare(boss, id, answer.body.id));
  expect(namesIn(await guest.client.get('/api/v2/entities'))).toEqual([]);
});
