import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Client } from '../kit/http-client.ts';
import { accountsSite, tokens as accountTokens, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, goTo, at, me, newAccount, newToken, newOrganization, newProject, made } =
  site;
afterAll(() => server.stop());

const policies = '/api/v2/token-policies';
const everything = {
  ...{ max_life_days: null, allows_never_ending: true, allows_full_access: true },
  max_requests_per_minute: null,
};
const set = (id: string, body: Record<string, unknown>, by: Client = admin, query = '') =>
  by.put(`${policies}/${id}${query}`, { body });
async function expectSet(id: string, body: Record<string, unknown>): Promise<Answer['body']> {
  const answer = await set(id, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

let people = 0;
const newPerson = () => server.as(`policy-${++people}@team.test`);
const idOf = async (client: Client): Promise<string> =>
  (await client.get('/api/v2/auth/me')).body.User.id;
const make = (by: Client, body: Record<string, unknown> = {}) => by.post(userTokens, { body });
const grant = async (client: Client, resource_id: string, role_id: string) =>
  made('/api/v2/grants', { principal_id: await idOf(client), resource_id, role_id });
const scoped = { scopes: [{ entity_type: 'user', operation: 'list' }] };

beforeEach(async () => {
  await expectSet(siteId, everything);
});
afterEach(() => goTo(0));

describe('a policy of the site', () => {
  test('is read and set, says what changed, and where nothing did changes nothing', async () => {
    const fresh = (await admin.get(`${policies}/${await newOrganization()}`)).body;
    expect(fresh).toMatchObject({ ...everything, updated_at: null, abilities: ['update'] });
    const body = await expectSet(siteId, { max_life_days: 30, allows_full_access: false });
    expect(body).toMatchObject({
      resource: { type: 'site', id: siteId },
      ...{ max_life_days: 30, allows_never_ending: true, allows_full_access: false },
      ...{ updated_at: at(0), revoked_tokens: 0, abilities: ['update'] },
    });
    const events = async () =>
      (await admin.get(`/api/v2/audit-events?action=token_policy.update&target_id=${siteId}`)).body;
    const { items, num_total } = await events();
    expect(items[0].details).toMatchObject({
      max_life_days: { from: null, to: 30 },
      allows_full_access: { from: true, to: false },
    });
    await expectSet(siteId, { max_life_days: 30 });
    expect((await events()).num_total).toBe(num_total);
  });

  test.each([
    { max_life_days: 0 },
    { max_life_days: -1 },
    { max_life_days: 1.5 },
    { max_life_days: 36_501 },
    { max_life_days: '30' },
    { allows_never_ending: 'no' },
    { existing_tokens: 'burn' },
  ])('is refused with %j', async (body) => {
    expectErrorBody(await set(siteId, body), 'invalid_request');
  });

  test('bounds the life of what is made, whatever way it is said', async () => {
    const { member } = { member: await newPerson() };
    await expectSet(siteId, { max_life_days: 30 });
    for (const life of [
      { duration: '30d1s' },
      { expires_at: at(31 * dayMs) },
      {},
      { expires_at: null },
    ]) {
      const answer = await make(member, life);
      expectErrorBody(answer, 'against_policy');
      expect(answer.body.message).toContain('30 days');
      expect(answer.body.message).toContain('site');
    }
    const exact = await make(member, { duration: '30d' });
    expect([exact.status, exact.body.expires_at]).toEqual([201, at(30 * dayMs)]);
    // Of administrators too: nobody is above it.
    expectErrorBody(await make(admin, { duration: '31d' }), 'against_policy');
  });

  test('bounds what is renewed, rotated and regenerated from now on', async () => {
    const person = await newPerson();
    const endless = (await make(person)).body;
    const long = (await make(person, { duration: '1y' })).body;
    await expectSet(siteId, { max_life_days: 30 });
    const does = (what: string, { id }: { id: string }, body?: unknown) =>
      person.post(`${userTokens}/${id}/${what}`, body ? { body } : {});
    // Where nothing is said, it gets what is allowed.
    for (const [what, token] of [
      ['renew', endless],
      ['rotate', long],
    ] as const) {
      expectErrorBody(await does(what, token, { duration: '31d' }), 'against_policy');
      expectErrorBody(await does(what, token, { expires_at: null }), 'against_policy');
      const { status, body } = await does(what, token);
      expect([status, body.expires_at]).toEqual([200, at(30 * dayMs)]);
    }
    await does('revoke', long);
    expect((await does('regenerate', long, { duration: '40d' })).status).toBe(403);
    expect((await does('regenerate', long)).body.expires_at).toBe(at(30 * dayMs));
  });

  test('can want every token to end, however late', async () => {
    const person = await newPerson();
    const { id } = (await make(person)).body;
    await expectSet(siteId, { allows_never_ending: false });
    expectErrorBody(await make(person), 'against_policy');
    expectErrorBody(await person.post(`${userTokens}/${id}/renew`), 'against_policy');
    expect(
      (await person.post(`${userTokens}/${id}/renew`, { body: { duration: '99y' } })).status,
    ).toBe(200);
    expect((await make(person, { duration: '99y' })).status).toBe(201);
  });

  test('can want every token to be scoped: those of bots on Platz’s wire are refused', async () => {
    const person = await newPerson();
    await expectSet(siteId, { allows_full_access: false });
    const refused = await make(person, { duration: '1h' });
    expectErrorBody(refused, 'against_policy');
    expect(refused.body.fields[0].field).toBe('access');
    expect((await make(person, scoped)).status).toBe(201);
    const bot = await made('/api/v2/bots', { display_name: 'bot of the policy' });
    const ofBot = await admin.post('/api/v2/bot-tokens', { body: { bot_id: bot.id } });
    expectErrorBody(ofBot, 'against_policy');
    const account = await newAccount();
    const first = await admin.post('/api/v2/service-accounts', {
      body: { name: 'with a first token', token: { duration: '1h' } },
    });
    expectErrorBody(first, 'against_policy');
    expect(first.body.fields[0].field).toBe('token.access');
    expectErrorBody(
      await admin.post(`/api/v2/service-accounts/${account.id}/renew`),
      'against_policy',
    );
  });
});

describe('a policy of an organization', () => {
  test('counts for accounts at home in it, and for who holds something in it or below', async () => {
    const organization = await newOrganization();
    const project = await newProject(organization);
    const [inside, below, outside] = [await newPerson(), await newPerson(), await newPerson()];
    await grant(inside, organization, builtInRoles.organizationMember.id);
    await grant(below, project, builtInRoles.projectMember.id);
    const account = await newAccount({ home_id: project });
    await expectSet(organization, { max_life_days: 7 });
    for (const person of [inside, below]) {
      const refused = await make(person, { duration: '8d' });
      expectErrorBody(refused, 'against_policy');
      expect(refused.body.message).toContain('organization');
      expect((await make(person, { duration: '7d' })).status).toBe(201);
    }
    expect((await make(outside, {})).status).toBe(201);
    const ofAccount = (body: Record<string, unknown>) =>
      admin.post(accountTokens, { body: { service_account_id: account.id, ...body } });
    expectErrorBody(await ofAccount({}), 'against_policy');
    expect((await ofAccount({ duration: '7d' })).status).toBe(201);
    // No organization rules over those who administer the site.
    expect((await make(admin, {})).status).toBe(201);
  });

  test('of several the strictest counts, rule by rule', async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    const person = await newPerson();
    for (const id of [one, two]) await grant(person, id, builtInRoles.organizationMember.id);
    await expectSet(siteId, { max_life_days: 60 });
    await expectSet(one, { max_life_days: 30 });
    await expectSet(two, { allows_full_access: false });
    expectErrorBody(await make(person, { ...scoped, duration: '31d' }), 'against_policy');
    expectErrorBody(await make(person, { duration: '30d' }), 'against_policy');
    expect((await make(person, { ...scoped, duration: '30d' })).status).toBe(201);
    const { id } = (await make(person, { ...scoped, duration: '1d' })).body;
    await person.post(`${userTokens}/${id}/revoke`);
    expect((await make(person, { ...scoped, duration: '61d' })).body.message).toContain('60 days');
  });

  test('is set by its Admin, read by nobody else of it, and seen by nobody outside', async () => {
    const organization = await newOrganization();
    const [itsAdmin, member, stranger] = [await newPerson(), await newPerson(), await newPerson()];
    await grant(itsAdmin, organization, builtInRoles.organizationAdmin.id);
    await grant(member, organization, builtInRoles.organizationMember.id);
    expect((await set(organization, { max_life_days: 9 }, itsAdmin)).status).toBe(200);
    expect((await itsAdmin.get(`${policies}/${organization}`)).body.max_life_days).toBe(9);
    expectErrorBody(await member.get(`${policies}/${organization}`), 'forbidden');
    expectErrorBody(await set(organization, { max_life_days: null }, member), 'forbidden');
    expectErrorBody(await stranger.get(`${policies}/${organization}`), 'not_found');
    expectErrorBody(await set(organization, { max_life_days: null }, stranger), 'not_found');
    expectErrorBody(await set(siteId, { max_life_days: 1 }, itsAdmin), 'forbidden');
    expect((await admin.get(`${policies}/${organization}`)).body.max_life_days).toBe(9);
  });

  test('no other node of the tree has one', async () => {
    const project = await newProject(await newOrganization());
    expectErrorBody(await admin.get(`${policies}/${project}`), 'not_found');
    expectErrorBody(await set(project, { max_life_days: 1 }), 'not_found');
  });
});

describe('tokens that a policy would break', () => {
  test('are named before anything is done, with why, those used last first', async () => {
    const organization = await newOrganization();
    const account = await newAccount({ home_id: organization, name: 'deployer' });
    const [endless, long, fine] = [
      await newToken(account.id, { name: 'endless' }),
      await newToken(account.id, {
        name: 'long',
        duration: '1y',
        scopes: [{ entity_type: 'channel', operation: 'list' }],
      }),
      await newToken(account.id, {
        name: 'fine',
        duration: '1d',
        scopes: [{ entity_type: 'channel', operation: 'list' }],
      }),
    ];
    const over = await newToken(account.id, { name: 'over' });
    await admin.post(`${accountTokens}/${over.id}/revoke`);
    const rules = { max_life_days: 30, allows_full_access: false };
    const before = (await admin.get(`${policies}/${organization}`)).body;
    const tried = await set(
      organization,
      { ...rules, existing_tokens: 'revoke' },
      admin,
      '?dry_run=true',
    );
    expect([tried.status, tried.body.dry_run, tried.body.num_tokens]).toEqual([200, true, 2]);
    const broken = new Map(tried.body.items.map((one: { id: string }) => [one.id, one]));
    expect(broken.get(endless.id)).toMatchObject({
      name: 'endless',
      owner: { kind: 'service_account', id: account.id, name: 'deployer' },
      because: ['never_ending', 'full_access'],
    });
    expect(broken.get(long.id)).toMatchObject({ because: ['life'] });
    expect(broken.has(fine.id)).toBe(false);
    expect((await admin.get(`${policies}/${organization}`)).body).toEqual(before);
    expect((await me(endless.created_token)).status).toBe(200);
  });

  test('are kept, unless they are to be revoked: then from the next request on, each on record', async () => {
    const organization = await newOrganization();
    const account = await newAccount({ home_id: organization });
    const person = await newPerson();
    await grant(person, organization, builtInRoles.organizationMember.id);
    const ofAccount = await newToken(account.id);
    const ofPerson = (await make(person)).body;
    const fine = (await make(person, { duration: '1d' })).body;
    await expectSet(organization, { max_life_days: 30 });
    for (const token of [ofAccount, ofPerson]) {
      expect((await me(token.created_token)).status).toBe(200);
    }
    const stream = await fetch(`${server.url}/api/v2/events`, {
      headers: { 'x-platz-token': ofAccount.created_token },
    });
    const { revoked_tokens } = await expectSet(organization, { existing_tokens: 'revoke' });
    expect(revoked_tokens).toBe(2);
    for (const token of [ofAccount, ofPerson]) {
      expectErrorBody(await me(token.created_token), 'token_revoked');
    }
    // Ends only where the server lets go.
    await stream.text();
    expect((await me(fine.created_token)).status).toBe(200);
    for (const [id, action] of [
      [ofAccount.id, 'service_account_token.revoke'],
      [ofPerson.id, 'user_token.revoke'],
    ]) {
      const { items } = (await admin.get(`/api/v2/audit-events?target_id=${id}&action=${action}`))
        .body;
      expect(items).toHaveLength(1);
    }
    const { items } = (
      await admin.get(`/api/v2/audit-events?target_id=${organization}&action=token_policy.update`)
    ).body;
    expect(items[0].details.revoked_tokens).toBe(2);
  });

  test('of people who hold something elsewhere are no business of an organization', async () => {
    const [organization, elsewhere] = [await newOrganization(), await newOrganization()];
    const person = await newPerson();
    for (const id of [organization, elsewhere]) {
      await grant(person, id, builtInRoles.organizationMember.id);
    }
    await grant(admin, organization, builtInRoles.organizationMember.id);
    const { created_token } = (await make(person, { name: 'for elsewhere' })).body;
    const ofAdmin = (await make(admin)).body;
    const all = { max_life_days: 1, existing_tokens: 'revoke' };
    expect((await set(organization, all, admin, '?dry_run=true')).body).toMatchObject({
      num_tokens: 0,
      items: [],
    });
    expect((await expectSet(organization, all)).revoked_tokens).toBe(0);
    expect((await me(created_token)).status).toBe(200);
    expect((await me(ofAdmin.created_token)).status).toBe(200);
  });

  test('by the thousand are ended together, and counted', async () => {
    const organization = await newOrganization();
    const account = await newAccount({ home_id: organization });
    const made: Answer['body'][] = [];
    for (let batch = 0; batch < 21; batch++) {
      made.push(...(await Promise.all(Array.from({ length: 50 }, () => newToken(account.id)))));
    }
    const { revoked_tokens } = await expectSet(organization, {
      ...{ allows_never_ending: false, existing_tokens: 'revoke' },
    });
    expect(revoked_tokens).toBe(1050);
    expectErrorBody(await me(made[0].created_token), 'token_revoked');
    expectErrorBody(await me(made[1049].created_token), 'token_revoked');
    const { num_total } = (
      await admin.get(
        `/api/v2/audit-events?action=service_account_token.revoke&target_id=${made[0].id}`,
      )
    ).body;
    expect(num_total).toBe(0);
  }, 120_000);
});

test('of a policy that is set and a token that is made at once, the token fits or is revoked', async () => {
  for (let pair = 0; pair < 10; pair++) {
    const organization = await newOrganization();
    const account = await newAccount({ home_id: organization });
    const rules = { max_life_days: 1, existing_tokens: 'revoke' };
    const [policy, token] = await Promise.all([
      set(organization, rules),
      admin.post(accountTokens, { body: { service_account_id: account.id } }),
    ]);
    expect(policy.status).toBe(200);
    if (token.status === 201) expectErrorBody(await me(token.body.created_token), 'token_revoked');
    else expectErrorBody(token, 'against_policy');
  }
});

test('a scoped token sets no policy', async () => {
  const { created_token } = (
    await make(admin, { scopes: [{ entity_type: 'token_policy', operation: 'read' }] })
  ).body;
  const itself = site.withToken(created_token);
  expect((await itself.get(`${policies}/${siteId}`)).status).toBe(200);
  expectErrorBody(await set(siteId, { max_life_days: 1 }, itself), 'scoped_token_refused');
});
