import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { type AccessSite, accessSite, type Somebody } from './access-kit.ts';
import { made } from './made.ts';
import { expectErrorBody } from './matrix-answers.ts';

const { organizationAdmin, organizationMember, projectAdmin, envAdmin, envUser, deploymentOwner } =
  builtInRoles;

let site: AccessSite;
let admin: Client;
let ids: Record<'organization' | 'other' | 'project' | 'second' | 'env' | 'aside', string>;
let kind: string;
let account: string;
let itself: Client;
const names = ['chief', 'lead', 'keeper', 'user', 'member'] as const;
let people: Record<(typeof names)[number], Somebody>;

beforeAll(async () => {
  site = await accessSite();
  admin = site.admin;
  const [organization, other] = [await site.organization(), await site.organization()];
  const [project, second] = [await site.project(organization), await site.project(organization)];
  const [env, aside] = [await site.env(project), await site.env(second)];
  ids = { organization, other, project, second, env, aside };
  kind = await site.kind();
  people = {
    chief: await site.somebody(),
    lead: await site.somebody(),
    keeper: await site.somebody(),
    user: await site.somebody(),
    member: await site.somebody(),
  };
  const { chief, lead, keeper, user, member } = people;
  account = await site.account(organization);
  const body = { service_account_id: account };
  const token = await made(admin.post('/api/v2/service-account-tokens', { body }));
  itself = createClient(site.server.url, { headers: { 'x-platz-token': token.created_token } });
  await site.grant(chief.id, organization, { role_id: organizationAdmin.id });
  await site.grant(lead.id, project, { role_id: projectAdmin.id });
  await site.grant(keeper.id, env, { role_id: envAdmin.id });
  for (const at of [env, aside]) await site.grant(user.id, at, { role_id: envUser.id });
  await site.grant(member.id, organization, { role_id: organizationMember.id });
  await site.grant(member.id, other, { permissions: ['grant.list', 'grant.read'] });
  await site.grant(user.id, other, { role_id: organizationMember.id });
  await site.grant(account, env, { role_id: deploymentOwner.id, kind_id: kind });
  await site.grant(account, second, { role_id: projectAdmin.id });
});
afterAll(() => site.server.stop());

async function list(by: Client, query: Record<string, string> = {}) {
  const answer = await by.get(`/api/v2/grants?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

const narrowings = (): Record<string, string>[] => [
  {},
  { principal_id: people.user.id },
  { principal_id: account },
  { principal_kind: 'service_account' },
  { resource_id: ids.env },
  { resource_id: ids.other },
  { within: ids.organization },
  { within: ids.project },
  { within: ids.env },
  { within: site.siteId },
  { within: ids.organization, role_id: envUser.id },
  { role_id: organizationAdmin.id },
  { role_id: envUser.id, principal_id: people.user.id, state: 'active' },
  { state: 'ended' },
  { resource_id: ids.env, within: ids.aside },
  { principal_id: people.chief.id, resource_id: ids.organization },
];

async function readableBy(client: Client): Promise<Set<string>> {
  const all = idsOf(await list(admin, { per_page: '200' }));
  expect(all.length).toBeGreaterThan(10);
  const answers = await Promise.all(all.map((id) => client.get(`/api/v2/grants/${id}`)));
  return new Set(all.filter((_id, at) => answers[at]?.status === 200));
}

test.each([...names, 'the service account'] as const)(
  '%s lists those grants that they can read, in every narrowing, newest first',
  async (who) => {
    const client = who === 'the service account' ? itself : people[who].client;
    const readable = await readableBy(client);
    for (const query of narrowings()) {
      const wanted = idsOf(await list(admin, query)).filter((id) => readable.has(id));
      const page = await list(client, query);
      expect(idsOf(page), JSON.stringify(query)).toEqual(wanted);
      expect(page.num_total).toBe(wanted.length);
    }
  },
);

test('who is under each administrator’s eyes', async () => {
  const total = async (client: Client) => (await list(client)).num_total;
  const { chief, lead, keeper, user, member } = people;
  // The founder, six of people, two of the account.
  expect(await total(chief.client)).toBe(9);
  expect(await total(lead.client)).toBe(4);
  expect(await total(keeper.client)).toBe(3);
  expect(await total(user.client)).toBe(3);
  expect(await total(member.client)).toBe(4);
});

test('a service account sees its own, and those where it administers', async () => {
  const { items } = await list(itself);
  const owners = new Set(items.map((one: { principal: { id: string } }) => one.principal.id));
  expect(owners).toEqual(new Set([account, people.user.id]));
  const own = await list(itself, { principal_id: account });
  expect(own.num_total).toBe(2);
});

describe('what holds on a resource', () => {
  test('is listed from there up, for who may list there', async () => {
    const { chief, lead, keeper, user } = people;
    const page = await list(keeper.client, { holds_on: ids.env });
    const owners = page.items.map((one: { principal: { id: string } }) => one.principal.id);
    for (const { id } of [chief, lead, keeper, user]) expect(owners).toContain(id);
    expect(page.num_total).toBe(7);
    const here = await list(keeper.client, { holds_on: ids.env, resource_id: ids.organization });
    expect(here.num_total).toBe(3);
    const nowhere = await list(keeper.client, { holds_on: ids.env, resource_id: ids.other });
    expect(nowhere).toMatchObject({ num_total: 0, items: [] });
  });

  test('is refused to who sees it and may not list, and hidden from who does not see it', async () => {
    const { user, member } = people;
    const asked = `/api/v2/grants?holds_on=${ids.env}`;
    const refused = await user.client.get(asked);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('grant.list');
    expectErrorBody(await member.client.get(asked), 'not_found');
    const unknown = '01890000-0000-7000-8000-000000000000';
    expectErrorBody(await admin.get(`/api/v2/grants?holds_on=${unknown}`), 'not_found');
  });
});

test('pages are cut after the filter', async () => {
  const { chief } = people;
  const whole = idsOf(await list(chief.client));
  const pages: string[] = [];
  for (const page of ['1', '2', '3', '4', '5']) {
    const cut = await list(chief.client, { per_page: '2', page });
    expect(cut).toMatchObject({ per_page: 2, num_total: whole.length });
    pages.push(...idsOf(cut));
  }
  expect(pages).toEqual(whole);
  expect(idsOf(await list(chief.client, { per_page: '2', page: '6' }))).toEqual([]);
});

test('each shows whether the caller may take it back', async () => {
  const { keeper } = people;
  for (const { id, abilities } of (await list(keeper.client, { holds_on: ids.env })).items) {
    const mayDelete = abilities.includes('delete');
    const { body } = await admin.get(`/api/v2/grants/${id}`);
    expect(mayDelete).toBe(body.resource.id === ids.env);
  }
});
