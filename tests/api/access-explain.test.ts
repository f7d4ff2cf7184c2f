import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { accessSite } from './access-kit.ts';
import { expectError, expectErrorBody, expectOk } from './matrix-answers.ts';

let ahead = 0;
const clock = () => Date.now() + ahead;
const site = await accessSite(clock);
afterAll(() => site.server.stop());
const { admin } = site;

const acme = await site.organization();
const shop = await site.project(acme);
const production = await site.env(shop);
const kind = await site.kind();
const adminId = (await admin.get('/api/v2/auth/me')).body.User.id;
const missing = '01890000-0000-7000-8000-00000000dead';

interface Question {
  readonly principal?: string;
  readonly permission?: string;
  readonly resource?: string;
  readonly kind?: string;
}
const ask = (question: Question, by = admin) => {
  const query = { permission: 'env.read', resource: production, ...question };
  return by.get(`/api/v2/access?${new URLSearchParams(query)}`);
};
const explained = async (question: Question, by = admin) => {
  const answer = await ask(question, by);
  expectOk('explainAccess', answer);
  return answer.body;
};

test('every grant that gives it is named, with its role and where it comes from', async () => {
  const person = await site.somebody();
  const role = await site.role(acme, ['env.read'], 'Reader');
  const above = await site.grant(person.id, acme, { role_id: role });
  const bare = await site.grant(person.id, production, { permissions: ['env.read', 'env.list'] });
  await site.grant(person.id, production, { permissions: ['env.update'], kind_id: kind });
  await site.grant(person.id, await site.env(shop), { permissions: ['env.read'] });

  const answer = await explained({ principal: person.id });
  expect(answer).toMatchObject({
    allowed: true,
    principal: { kind: 'user', id: person.id, name: person.name },
    permission: 'env.read',
    resource: { type: 'env', id: production },
    path: [
      { type: 'organization', id: acme },
      { type: 'project', id: shop },
    ],
    denial: null,
  });
  expect(answer.reasons).toMatchObject([
    { via: 'grant', grant_id: bare, role: null, resource: { id: production }, inherited: false },
    {
      via: 'grant',
      grant_id: above,
      role: { id: role, name: 'Reader' },
      resource: { type: 'organization', id: acme },
      inherited: true,
      deployment_kind: null,
      ends_at: null,
    },
  ]);
  // Of oneself everybody may ask.
  expect(await explained({}, person.client)).toEqual(answer);
});

test('where nothing gives it, it is said what is missing, which roles would do and who could grant them', async () => {
  const org = await site.organization();
  const env = await site.env(await site.project(org));
  const custom = await site.role(org, ['env.update'], 'Changer');
  const granter = await site.somebody('Zoe Granter');
  await site.grant(granter.id, org, { role_id: builtInRoles.organizationAdmin.id });
  const account = await site.account(org);
  await site.grant(account, env, { role_id: builtInRoles.envAdmin.id });
  // May grant, but not what they do not hold; or the other way round.
  const half = await site.somebody();
  await site.grant(half.id, env, { permissions: ['grant.create'] });
  const otherHalf = await site.somebody();
  await site.grant(otherHalf.id, env, { permissions: ['env.update'] });
  const person = await site.somebody('Una User');
  await site.grant(person.id, env, { role_id: builtInRoles.envUser.id });

  const answer = await explained({ resource: env, permission: 'env.update' }, person.client);
  expect(answer).toMatchObject({
    allowed: false,
    reasons: [],
    denial: {
      because: 'no_grant',
      granters: [{ id: granter.id, name: 'Zoe Granter' }, { id: account }, { id: adminId }],
    },
  });
  expect(answer.denial.message).toMatch(/^Una User has no unexpired grant of env.update on env /);
  const roles = answer.denial.roles.map(({ name, home }: Record<string, { id: string }>) => [
    name,
    home?.id ?? null,
  ]);
  expect(roles).toEqual([
    ['Admin', null],
    ['Admin', null],
    ['Admin', null],
    ['Changer', org],
  ]);
  expect(answer.denial.roles.map(({ id }: { id: string }) => id)).toContain(custom);
});

test('a site administrator may everything as one, beside what they were granted', async () => {
  const onSite = { resource: siteId, permission: 'user.create' };
  expect(await explained(onSite)).toMatchObject({
    allowed: true,
    reasons: [{ via: 'site_admin' }],
    denial: null,
  });
  const grant = await site.grant(adminId, production, { role_id: builtInRoles.envUser.id });
  expect((await explained({})).reasons).toMatchObject([
    { via: 'site_admin' },
    { via: 'grant', grant_id: grant, inherited: false },
    // Who makes an organization is its first Admin.
    { via: 'grant', resource: { id: acme }, inherited: true },
  ]);
});

test('who is not active holds nothing, whatever was granted', async () => {
  const person = await site.somebody();
  const account = await site.account(acme);
  for (const id of [person.id, account]) {
    await site.grant(id, production, { role_id: builtInRoles.envUser.id });
    expect((await explained({ principal: id })).allowed).toBe(true);
  }
  await admin.put(`/api/v2/users/${person.id}`, { body: { is_active: false } });
  await admin.patch(`/api/v2/service-accounts/${account}`, { body: { is_enabled: false } });
  for (const principal of [person.id, account]) {
    const { allowed, reasons, denial } = await explained({ principal });
    expect({ allowed, reasons }).toEqual({ allowed: false, reasons: [] });
    expect(denial).toMatchObject({ because: 'inactive', roles: [], granters: [] });
    expect(denial.message).toMatch(/no grant of (theirs|it) counts/);
  }
});

test('a grant of one deployment kind holds for that kind', async () => {
  const person = await site.somebody();
  const { deploymentMaintainer, envUser } = builtInRoles;
  await site.grant(person.id, production, { role_id: deploymentMaintainer.id, kind_id: kind });
  await site.grant(person.id, production, { role_id: envUser.id });
  const restart = { principal: person.id, permission: 'deployment.restart' };
  expect((await explained(restart)).allowed).toBe(false);
  expect((await explained({ ...restart, kind: await site.kind() })).allowed).toBe(false);
  const answer = await explained({ ...restart, kind });
  expect(answer.reasons).toMatchObject([
    { role: { name: 'Maintainer' }, deployment_kind: { id: kind }, inherited: false },
  ]);
  for (const wrong of [missing, production]) {
    const refused = await ask({ ...restart, kind: wrong });
    expectError('explainAccess', refused, 'invalid_request');
    expect(refused.body.fields).toMatchObject([{ field: 'kind' }]);
  }
});

test('of others one asks where one may see their grants', async () => {
  const { envAdmin, envUser } = builtInRoles;
  const [keeper, user, stranger] = [
    await site.somebody(),
    await site.somebody(),
    await site.somebody(),
  ];
  await site.grant(keeper.id, production, { role_id: envAdmin.id });
  await site.grant(user.id, production, { role_id: envUser.id });
  expect((await explained({ principal: user.id }, keeper.client)).allowed).toBe(true);
  const refused = await ask({ principal: keeper.id }, user.client);
  expectError('explainAccess', refused, 'forbidden');
  expect(refused.body.permission).toBe('grant.list');
  // Where one sees nothing there is nothing, and that goes for oneself too.
  for (const question of [{ principal: keeper.id }, {}, { resource: shop }]) {
    expectError('explainAccess', await ask(question, stranger.client), 'not_found');
  }
  expectError('explainAccess', await ask({ resource: shop }, keeper.client), 'not_found');
  expectError('explainAccess', await ask({ resource: missing }), 'not_found');
});

test('a principal that was deleted, or never was, is not there', async () => {
  const account = await site.account(acme);
  expect((await explained({ principal: account })).allowed).toBe(false);
  expect((await admin.delete(`/api/v2/service-accounts/${account}`)).status).toBe(204);
  for (const principal of [account, missing]) {
    expectError('explainAccess', await ask({ principal }), 'not_found');
  }
});

test('everybody may ask about themselves on the site', async () => {
  const { client } = await site.somebody();
  const question = { resource: siteId, permission: 'user.create' };
  expect(await explained(question, client)).toMatchObject({ allowed: false, path: [] });
});

test.each([
  ['permission', { permission: 'env.fly' }],
  ['permission', { permission: '' }],
  ['resource', { resource: 'production' }],
  ['principal', { principal: 'me' }],
  ['kind', { kind: 'x' }],
])('a question is refused, naming %s: %j', async (field, wrong) => {
  const answer = await ask(wrong);
  expectError('explainAccess', answer, 'invalid_request');
  expect(answer.body.fields).toMatchObject([{ field }]);
});

test('a grant that has ended gives nothing', async () => {
  const person = await site.somebody();
  const ends_at = new Date(clock() + 3_600_000).toISOString();
  await site.grant(person.id, production, { permissions: ['env.read'], ends_at });
  expect((await explained({ principal: person.id })).reasons).toMatchObject([{ ends_at }]);
  ahead += 3_600_001;
  expect((await explained({ principal: person.id })).allowed).toBe(false);
});

test('a wrong deployment kind does not tell a hidden resource from one that is not there', async () => {
  const stranger = await site.somebody();
  const who = (resource: string) =>
    stranger.client.get(
      `/api/v2/access/who?permission=env.read&resource=${resource}&kind=${missing}`,
    );
  for (const resource of [production, missing]) {
    expectErrorBody(await ask({ resource, kind: missing }, stranger.client), 'not_found');
    expectErrorBody(await who(resource), 'not_found');
  }
  expectErrorBody(await ask({ kind: missing }), 'invalid_request');
  expectErrorBody(await ask({ kind: production }), 'invalid_request');
});

test('a service account learns who could let it in only where it may see who holds what', async () => {
  const body = { name: 'newcomer', home_id: acme, token: {} };
  const { id, token } = (await admin.post('/api/v2/service-accounts', { body })).body;
  const itself = createClient(site.server.url, {
    headers: { 'x-platz-token': token.created_token },
  });
  const granters = async (resource: string) =>
    (await explained({ permission: 'env.update', resource }, itself)).denial.granters;
  expect(await granters(siteId)).toEqual([]);
  await site.grant(id, production, { permissions: ['env.read'] });
  expect(await granters(production)).toEqual([]);
  await site.grant(id, production, { permissions: ['grant.list'] });
  expect(await granters(production)).toContainEqual(expect.objectContaining({ id: adminId }));
});
