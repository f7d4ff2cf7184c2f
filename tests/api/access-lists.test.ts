import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';
import { expectError, expectOk } from './matrix-answers.ts';

let ahead = 0;
const clock = () => Date.now() + ahead;
const site = await accessSite(clock);
afterAll(() => site.server.stop());
const { admin } = site;
const { envAdmin, envUser, projectAdmin, deploymentOwner } = builtInRoles;

const acme = await site.organization();
const shop = await site.project(acme);
const adminId = (await admin.get('/api/v2/auth/me')).body.User.id;
const missing = '01890000-0000-7000-8000-00000000dead';

const ask = (path: string, query: Record<string, string>, by = admin) =>
  by.get(`/api/v2/access/${path}?${new URLSearchParams(query)}`);

async function who(query: Record<string, string>, by = admin) {
  const answer = await ask('who', query, by);
  expectOk('whoHasAccess', answer);
  return answer.body;
}
const holdersIn = (page: { items: { principal: { id: string } }[] }) =>
  page.items.map(({ principal }) => principal.id);

async function effective(query: Record<string, string>, by = admin) {
  const answer = await ask('effective', { type: 'env', ...query }, by);
  expectOk('effectiveAccess', answer);
  return answer.body;
}
const resourcesIn = (page: { items: { resource: { id: string } }[] }) =>
  page.items.map(({ resource }) => resource.id);

test('all who hold a permission on a resource are listed by name, with the grants it comes from', async () => {
  const project = await site.project(acme);
  const env = await site.env(project);
  const zoe = await site.somebody('Zoe');
  const bea = await site.somebody('bea');
  const account = await site.account(project);
  const above = await site.grant(zoe.id, project, { role_id: projectAdmin.id });
  const here = await site.grant(zoe.id, env, { role_id: envUser.id });
  await site.grant(bea.id, env, { role_id: envUser.id });
  await site.grant(account, env, { permissions: ['env.read'] });
  // These hold something else, somewhere else, or are not active.
  const [other, elsewhere, gone] = [
    await site.somebody(),
    await site.somebody(),
    await site.somebody(),
  ];
  await site.grant(other.id, env, { permissions: ['env.list'] });
  await site.grant(elsewhere.id, await site.env(project), { role_id: envUser.id });
  await site.grant(gone.id, env, { role_id: envUser.id });
  await admin.put(`/api/v2/users/${gone.id}`, { body: { is_active: false } });
  const disabled = await site.account(project);
  await site.grant(disabled, env, { role_id: envUser.id });
  await admin.patch(`/api/v2/service-accounts/${disabled}`, { body: { is_enabled: false } });

  const page = await who({ permission: 'env.read', resource: env });
  expect(page.num_total).toBe(4);
  expect(holdersIn(page)).toEqual([account, adminId, bea.id, zoe.id]);
  // Who makes an organization is its first Admin.
  expect(page.items[1].reasons).toMatchObject([
    { via: 'site_admin' },
    { via: 'grant', role: { name: 'Admin' }, resource: { id: acme }, inherited: true },
  ]);
  expect(page.items[3].reasons).toMatchObject([
    { grant_id: here, role: { name: 'User' }, inherited: false },
    { grant_id: above, role: { name: 'Admin' }, inherited: true, resource: { id: project } },
  ]);
  // Page by page the same.
  const question = { permission: 'env.read', resource: env, per_page: '3' };
  expect(holdersIn(await who(question))).toEqual([account, adminId, bea.id]);
  expect(holdersIn(await who({ ...question, page: '2' }))).toEqual([zoe.id]);
  // And one by one.
  for (const { id } of [zoe, other, gone]) {
    const query = new URLSearchParams({ principal: id, permission: 'env.read', resource: env });
    const { body } = await admin.get(`/api/v2/access?${query}`);
    expect(body.allowed).toBe(holdersIn(page).includes(id));
  }
});

test('who may do something to deployments of a kind is asked with the kind', async () => {
  const env = await site.env(shop);
  const kind = await site.kind();
  const owner = await site.somebody();
  await site.grant(owner.id, env, { role_id: deploymentOwner.id, kind_id: kind });
  const question = { permission: 'deployment.delete', resource: env };
  expect(holdersIn(await who(question))).toEqual([adminId]);
  expect(holdersIn(await who({ ...question, kind: await site.kind() }))).toEqual([adminId]);
  const page = await who({ ...question, kind });
  expect(new Set(holdersIn(page))).toEqual(new Set([adminId, owner.id]));
});

test('who has access is told to those who may see the grants there', async () => {
  const env = await site.env(shop);
  const [keeper, user, stranger] = [
    await site.somebody(),
    await site.somebody(),
    await site.somebody(),
  ];
  await site.grant(keeper.id, env, { role_id: envAdmin.id });
  await site.grant(user.id, env, { role_id: envUser.id });
  const question = { permission: 'env.update', resource: env };
  expect((await who(question, keeper.client)).num_total).toBe(2);
  expectError('whoHasAccess', await ask('who', question, user.client), 'forbidden');
  expectError('whoHasAccess', await ask('who', question, stranger.client), 'not_found');
  const nowhere = await ask('who', { ...question, resource: missing });
  expectError('whoHasAccess', nowhere, 'not_found');
  const onSite = await ask('who', { ...question, resource: siteId }, stranger.client);
  expectError('whoHasAccess', onSite, 'forbidden');
  const unknown = await ask('who', { ...question, permission: 'env.fly' });
  expectError('whoHasAccess', unknown, 'invalid_request');
});

test('what somebody holds is listed over the whole tree, wherever it was granted', async () => {
  const [org, far] = [await site.organization(), await site.organization()];
  const [one, two] = [await site.project(org), await site.project(org)];
  const [a, b, c] = [await site.env(one), await site.env(one), await site.env(two)];
  await site.env(await site.project(far));
  const person = await site.somebody();
  const all = await site.role(org, ['env.list', 'env.update']);
  const above = await site.grant(person.id, one, { role_id: all });
  const right = await site.grant(person.id, c, { role_id: envUser.id });
  await site.grant(person.id, a, { role_id: envUser.id });

  const own = await effective({}, person.client);
  expect(own.num_total).toBe(3);
  expect(resourcesIn(own)).toEqual([a, b, c]);
  expect(own.items[0].reasons).toHaveLength(2);
  expect(own.items[1].reasons).toMatchObject([
    { grant_id: above, inherited: true, resource: { id: one } },
  ]);
  expect(own.items[2]).toMatchObject({
    path: [{ id: org }, { id: two }],
    reasons: [{ grant_id: right, inherited: false }],
  });
  const principal = person.id;
  expect(await effective({ principal })).toEqual(own);
  expect(resourcesIn(await effective({ principal, per_page: '2', page: '2' }))).toEqual([c]);

  const update = await effective({ principal, permission: 'env.update' });
  expect(resourcesIn(update)).toEqual([a, b]);
  expect(update.items[0].reasons).toMatchObject([{ grant_id: above }]);
  expect(resourcesIn(await effective({ principal, type: 'project' }))).toEqual([one]);
  expect((await effective({ principal, type: 'organization' })).num_total).toBe(0);
  expect((await effective({ principal, type: 'deployment' })).num_total).toBe(0);
});

test('of others one is told what hangs on resources whose grants one may see', async () => {
  const [near, far] = [await site.env(shop), await site.env(shop)];
  const [keeper, person] = [await site.somebody(), await site.somebody()];
  await site.grant(keeper.id, near, { role_id: envAdmin.id });
  for (const env of [near, far]) await site.grant(person.id, env, { role_id: envUser.id });
  const principal = person.id;
  const page = await effective({ principal }, keeper.client);
  expect(resourcesIn(page)).toEqual([near]);
  expect(page.num_total).toBe(1);
  expect((await effective({ principal: keeper.id }, person.client)).num_total).toBe(0);
  // Of a site administrator, too: what one may not see is not counted.
  expect(resourcesIn(await effective({ principal: adminId }, keeper.client))).toEqual([near]);
});

test('site administrators hold everything; who is not active holds nothing', async () => {
  const all = await effective({ principal: adminId });
  const envs = await admin.get('/api/v2/envs');
  expect(all.num_total).toBe(envs.body.num_total);
  expect(all.items[0].reasons[0]).toEqual({ via: 'site_admin' });

  const person = await site.somebody();
  await site.grant(person.id, siteId, { permissions: ['env.list'] });
  const onSite = await effective({ principal: person.id });
  expect(onSite.num_total).toBe(all.num_total);
  expect(onSite.items[0].reasons).toMatchObject([{ resource: { id: siteId }, inherited: true }]);
  await admin.put(`/api/v2/users/${person.id}`, { body: { is_active: false } });
  expect((await effective({ principal: person.id })).num_total).toBe(0);
});

test.each([
  ['type', { type: 'site' }],
  ['type', { type: '' }],
  ['permission', { permission: 'env.fly' }],
  ['principal', { principal: 'me' }],
  ['per_page', { per_page: '0' }],
])('effective access is refused, naming %s: %j', async (field, wrong) => {
  const answer = await ask('effective', { type: 'env', ...wrong });
  expectError('effectiveAccess', answer, 'invalid_request');
  expect(answer.body.fields).toMatchObject([{ field }]);
});

test('of a principal that is not there, or no more, there is nothing', async () => {
  const account = await site.account(shop);
  await site.grant(account, shop, { role_id: projectAdmin.id });
  expect((await effective({ principal: account, type: 'project' })).num_total).toBe(1);
  await admin.delete(`/api/v2/service-accounts/${account}`);
  for (const principal of [account, missing]) {
    const answer = await ask('effective', { type: 'env', principal });
    expectError('effectiveAccess', answer, 'not_found');
  }
});

test('a grant that has ended is in no list', async () => {
  const env = await site.env(shop);
  const person = await site.somebody();
  const ends_at = new Date(clock() + 3_600_000).toISOString();
  await site.grant(person.id, env, { role_id: envUser.id, ends_at });
  const question = { permission: 'env.read', resource: env };
  expect(holdersIn(await who(question))).toContain(person.id);
  expect((await effective({ principal: person.id })).num_total).toBe(1);
  ahead += 3_600_001;
  expect(holdersIn(await who(question))).not.toContain(person.id);
  expect((await effective({ principal: person.id })).num_total).toBe(0);
});
