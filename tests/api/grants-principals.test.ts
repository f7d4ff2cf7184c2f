import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { type AccessSite, accessSite, type Somebody } from './access-kit.ts';
import { made } from './made.ts';
import { expectErrorBody } from './matrix-answers.ts';

const { organizationMember, organizationAdmin, envAdmin } = builtInRoles;
let aheadMs = 0;
let site: AccessSite;
let admin: Client;
let organization: string;
let project: string;
let env: string;
let nadia: Somebody;
let omar: Somebody;
let account: { id: string; itself: Client };
let bot: string;

async function newAccount(name: string, home_id: string) {
  const body = { name, home_id, token: {} };
  const { id, token } = await made(admin.post('/api/v2/service-accounts', { body }));
  const headers = { 'x-platz-token': token.created_token };
  return { id, itself: createClient(site.server.url, { headers }) };
}

beforeAll(async () => {
  site = await accessSite(() => Date.now() + aheadMs);
  admin = site.admin;
  organization = await site.organization();
  project = await site.project(organization);
  env = await site.env(project);
  nadia = await site.somebody('Nadia Nimble');
  omar = await site.somebody('omar nimble');
  account = await newAccount('Nimble reader', project);
  bot = (await newAccount('nimble bot', site.siteId)).id;
});
afterAll(() => site.server.stop());

async function find(query: Record<string, string>, by: Client = nadia.client) {
  const { status, body } = await by.get(`/api/v2/principals?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body;
}
const named = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name);

describe('looking principals up', () => {
  test('finds people and service accounts by name, in one order', async () => {
    const found = await find({ search: 'NIMBLE' });
    expect(named(found)).toEqual(['Nadia Nimble', 'nimble bot', 'Nimble reader', 'omar nimble']);
    expect(found.num_total).toBe(4);
    const [organizationName, projectName] = [
      (await admin.get(`/api/v2/organizations/${organization}`)).body.name,
      (await admin.get(`/api/v2/projects/${project}`)).body.name,
    ];
    // Where an account is at home is for who may know of that place.
    const details = async () =>
      (await find({ search: 'nimble' })).items.map(({ detail }: { detail: string }) => detail);
    expect((await details()).slice(1, 3)).toEqual(['Site', 'Service account']);
    const member = { role_id: builtInRoles.projectMember.id };
    const sight = await site.grant(nadia.id, project, member);
    const email = (await nadia.client.get('/api/v2/auth/me')).body.User.email;
    expect((await details()).slice(0, 3)).toEqual([
      email,
      'Site',
      `${organizationName} / ${projectName}`,
    ]);
    expect((await admin.delete(`/api/v2/grants/${sight}`)).status).toBe(204);
  });

  test('narrows by kind, pages, and finds by two letters, e-mail address and whole id', async () => {
    expect(named(await find({ search: 'nimble', kind: 'user' }))).toEqual([
      'Nadia Nimble',
      'omar nimble',
    ]);
    const second = await find({ search: 'nimble', per_page: '1', page: '2' });
    expect([named(second), second.num_total]).toEqual([['nimble bot'], 4]);
    expect(named(await find({ search: 'ni', kind: 'service_account' }))).toEqual([
      'nimble bot',
      'Nimble reader',
    ]);
    const { email } = (await omar.client.get('/api/v2/auth/me')).body.User;
    expect(named(await find({ search: email.slice(0, 8).toUpperCase() }))).toContain('omar nimble');
    for (const id of [omar.id, account.id.toUpperCase()]) {
      expect((await find({ search: id })).num_total).toBe(1);
    }
    expect((await find({})).num_total).toBe(5);
    expect((await find({ search: 'nobody has it' })).items).toEqual([]);
  });

  test('leaves out who is deleted', async () => {
    const { id } = await newAccount('Fleeting', project);
    expect((await find({ search: 'fleeting' })).num_total).toBe(1);
    await admin.delete(`/api/v2/service-accounts/${id}`);
    expect((await find({ search: 'fleeting' })).num_total).toBe(0);
    expect((await find({ search: id })).num_total).toBe(0);
  });

  test('for a resource leaves out accounts that cannot hold anything there, and asks for grant.create', async () => {
    const query = { search: 'nimble', resource_id: organization };
    const denied = await nadia.client.get(`/api/v2/principals?resource_id=${organization}`);
    expectErrorBody(denied, 'not_found');
    const grant = await site.grant(nadia.id, organization, { role_id: organizationMember.id });
    const refused = await nadia.client.get(`/api/v2/principals?resource_id=${organization}`);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('grant.create');
    await admin.delete(`/api/v2/grants/${grant}`);
    expect(named(await find(query, admin))).toEqual(['Nadia Nimble', 'nimble bot', 'omar nimble']);
    expect(named(await find({ ...query, resource_id: env }, admin))).toHaveLength(4);
  });

  test('a service account sees nobody without a resource on which it may grant', async () => {
    expect(await find({ search: 'nimble' }, account.itself)).toMatchObject({
      items: [],
      num_total: 0,
    });
    const hidden = await account.itself.get(`/api/v2/principals?resource_id=${env}`);
    expectErrorBody(hidden, 'not_found');
    await site.grant(account.id, env, { role_id: envAdmin.id });
    const query = { search: 'nimble', resource_id: env };
    expect((await find(query, account.itself)).num_total).toBe(4);
  });
});

describe('members', () => {
  const members = (id: string, by: Client) => by.get(`/api/v2/members?resource_id=${id}`);

  test('are those with a grant right there that has not ended, by name, each once', async () => {
    const home = await site.organization();
    const founder = (await members(home, admin)).body.items[0];
    const soon = new Date(Date.now() + 60_000).toISOString();
    await site.grant(omar.id, home, { role_id: organizationMember.id });
    await site.grant(omar.id, home, { permissions: ['role.list', 'env.read'] });
    await site.grant(bot, home, { role_id: organizationAdmin.id });
    const inside = await site.env(await site.project(home));
    await site.grant(nadia.id, inside, { role_id: envAdmin.id });
    await site.grant(nadia.id, home, { role_id: organizationMember.id, ends_at: soon });
    expect((await members(home, admin)).body.num_total).toBe(4);
    aheadMs = 60_000;
    expect((await members(home, admin)).body.num_total).toBe(3);
    const { body } = await members(home, omar.client);
    expect(body.items).toEqual([
      founder,
      {
        principal: { kind: 'service_account', id: bot, name: 'nimble bot' },
        roles: ['Admin'],
      },
      {
        principal: { kind: 'user', id: omar.id, name: 'omar nimble' },
        roles: ['Member', 'env.read', 'role.list'],
      },
    ]);
    const page = await omar.client.get(`/api/v2/members?resource_id=${home}&per_page=1&page=2`);
    expect(page.body).toMatchObject({ num_total: 3, items: [{ principal: { id: bot } }] });
  });

  test('are of organizations and projects alone, and for who may list them', async () => {
    const home = await site.organization();
    const inside = await site.project(home);
    const below = await site.env(inside);
    expectErrorBody(await members(home, omar.client), 'not_found');
    expectErrorBody(await members(below, omar.client), 'not_found');
    const wrong = await members(below, admin);
    expectErrorBody(wrong, 'invalid_request');
    expect(wrong.body.fields[0].field).toBe('resource_id');
    await site.grant(omar.id, inside, { permissions: ['project.read'] });
    const refused = await members(inside, omar.client);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('project.list_members');
    expect((await members(inside, admin)).body.num_total).toBe(1);
  });
});
