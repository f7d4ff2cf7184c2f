import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { entity, namesIn, registeredType, scopedTo } from './entities-kit.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';

const site = await accessSite();
const { admin, server } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const [north, south] = [await site.project(organization), await site.project(organization)];
await registeredType(site, 'buoy', ['create', 'read', 'list', 'delete']);
await registeredType(site, 'mast', ['create', 'read', 'list', 'delete']);

const make = (project_id: string, type: string, name: string) =>
  entity(admin, { project_id, type, name });
const ids = {
  alpha: await make(north, 'channel', 'Alpha'),
  beta: await make(north, 'client', 'beta'),
  gamma: await make(south, 'channel', 'Gamma'),
  delta: await make(south, 'buoy', 'delta'),
  epsilon: await make(north, 'buoy', 'Épsilon'),
  zeta: await make(south, 'dashboard', 'zeta'),
};
const everything = ['Alpha', 'beta', 'delta', 'Gamma', 'zeta', 'Épsilon'];
const list = '/api/v2/entities';

test('all types come together by name, page by page, and each by its filter', async () => {
  expectOk('listEntities', await admin.get(list));
  expect(namesIn(await admin.get(list))).toEqual(everything);
  const pages = [];
  for (const page of [1, 2, 3, 4]) {
    const { body } = await admin.get(`${list}?per_page=2&page=${page}`);
    expect(body).toMatchObject({ page, per_page: 2, num_total: 6 });
    pages.push(...body.items.map(({ name }: { name: string }) => name));
  }
  expect(pages).toEqual(everything);

  expect(namesIn(await admin.get(`${list}?type=channel`))).toEqual(['Alpha', 'Gamma']);
  expect(namesIn(await admin.get(`${list}?type=mast`))).toEqual([]);
  expect(namesIn(await admin.get(`${list}?project_id=${south}`))).toEqual([
    'delta',
    'Gamma',
    'zeta',
  ]);
  expect(namesIn(await admin.get(`${list}?project_id=${south}&type=buoy`))).toEqual(['delta']);
  expect(namesIn(await admin.get(`${list}?search=TA`))).toEqual(['beta', 'delta', 'zeta']);
  expect(namesIn(await admin.get(`${list}?search=E%CC%81psil`))).toEqual(['Épsilon']);
  expect(namesIn(await admin.get(`${list}?search=${ids.gamma.toUpperCase()}`))).toEqual(['Gamma']);
  expect(namesIn(await admin.get(`${list}?search=`))).toEqual(everything);
  for (const unknown of ['robot', 'env', 'registered', 'CHANNEL']) {
    expectErrorBody(await admin.get(`${list}?type=${unknown}`), 'invalid_request');
  }
});

test('each row is judged by the list permission of its own type', async () => {
  const { client, id } = await site.somebody();
  await site.grant(id, organization, { permissions: ['channel.list'] });
  await site.grant(id, south, { permissions: ['buoy.list', 'channel.list'] });
  await site.grant(id, ids.beta, { permissions: ['client.list'] });
  await site.grant(id, ids.epsilon, { permissions: ['buoy.read'] });
  expect(namesIn(await client.get(list))).toEqual(['Alpha', 'beta', 'delta', 'Gamma']);
  expect(namesIn(await client.get(`${list}?type=buoy`))).toEqual(['delta']);
  expect(namesIn(await client.get(`${list}?project_id=${north}`))).toEqual(['Alpha', 'beta']);
  expect(namesIn(await client.get(`${list}?search=ta`))).toEqual(['beta', 'delta']);
  expect(namesIn(await client.get(`${list}?search=${ids.epsilon}`))).toEqual([]);
  const { body } = await client.get(`${list}?per_page=1&page=2`);
  expect(body).toMatchObject({ num_total: 4, items: [{ name: 'beta' }] });
});

test('what was granted on the whole site is listed for who holds it there; an ended grant lists nothing', async () => {
  const { client, id } = await site.somebody();
  await site.grant(id, site.siteId, { permissions: ['registered.any'] });
  expect(namesIn(await client.get(list))).toEqual(['delta', 'Épsilon']);
  const kind_id = await site.kind();
  const other = await site.somebody();
  await site.grant(other.id, site.siteId, { permissions: ['channel.list'], kind_id });
  expect(namesIn(await other.client.get(list))).toEqual([]);
});

test('a token scoped to two channels lists two channels', async () => {
  const third = await make(south, 'channel', 'third');
  const { client, id } = await site.somebody();
  await site.grant(id, organization, { role_id: builtInRoles.organizationAdmin.id });
  for (const owner of [admin, client]) {
    const token = await scopedTo(site, owner, [
      { entity_type: 'channel', operation: 'list', entity_id: ids.alpha },
      { entity_type: 'channel', operation: 'list', entity_id: ids.gamma },
      { entity_type: 'channel', operation: 'publish', entity_id: third },
    ]);
    expect(namesIn(await token.get(list))).toEqual(['Alpha', 'Gamma']);
    expect(namesIn(await token.get(`${list}?type=client`))).toEqual([]);
    expect(namesIn(await token.get(`${list}?project_id=${south}`))).toEqual(['Gamma']);
    expect(namesIn(await token.get(`${list}?search=mm`))).toEqual(['Gamma']);
    expect(namesIn(await token.get(`${list}?search=${third}`))).toEqual([]);
    expectErrorBody(await token.get(`${list}/${ids.alpha}`), 'not_found');
  }
  await admin.delete(`${list}/${third}`);
});

test('scopes of a project, of everything and of registered types list as far as their owner does', async () => {
  const { client, id } = await site.somebody();
  await site.grant(id, south, { role_id: builtInRoles.projectAdmin.id });
  const inSouth = await scopedTo(site, client, [
    { entity_type: 'channel', operation: 'list', project_id: south },
    { entity_type: 'buoy', operation: 'list' },
  ]);
  expect(namesIn(await inSouth.get(list))).toEqual(['delta', 'Gamma']);
  const ofAdmin = await scopedTo(site, admin, [
    { entity_type: 'channel', operation: 'list', project_id: north },
    { entity_type: 'buoy', operation: 'list' },
  ]);
  expect(namesIn(await ofAdmin.get(list))).toEqual(['Alpha', 'delta', 'Épsilon']);
  const { body } = await ofAdmin.get(`${list}?per_page=2&page=2`);
  expect(body).toMatchObject({ num_total: 3, items: [{ name: 'Épsilon' }] });

  // A scope opens nothing that its owner has lost.
  const own = await client.get(`/api/v2/grants?principal_id=${id}`);
  await admin.delete(`/api/v2/grants/${own.body.items[0].id}`);
  expect(namesIn(await inSouth.get(list))).toEqual([]);
});

test('a token without any scope lists nothing, and is told that it lacks one', async () => {
  const token = await scopedTo(site, admin, []);
  expectErrorBody(await token.get(list), 'scope_missing');
});

test('a page of many is the same by whatever way it is found', async () => {
  const here = await site.project(organization);
  const names = Array.from({ length: 30 }, (_, at) => `entity ${String(at).padStart(2, '0')}`);
  for (const [at, name] of names.entries()) await make(here, at % 2 ? 'group' : 'mast', name);
  const { client, id } = await site.somebody();
  await site.grant(id, here, { role_id: builtInRoles.projectAdmin.id });
  // Twice over, by a grant above: each is there once.
  await site.grant(id, organization, { permissions: ['group.list', 'mast.list'] });
  const found: string[] = [];
  for (const page of [1, 2, 3, 4]) {
    const { body } = await client.get(`${list}?per_page=8&page=${page}`);
    expect(body.num_total).toBe(30);
    found.push(...body.items.map(({ name }: { name: string }) => name));
  }
  expect(found).toEqual(names);
});
