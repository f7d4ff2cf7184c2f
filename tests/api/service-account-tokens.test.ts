import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { accounts, accountsSite, dayMs, tokens } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const site = await accountsSite();
const { server, admin, goTo, at, made, newToken, withToken, me } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const member = await server.as('member@example.test');
const project = '00000000-0000-8000-8002-000000000002';
const newAccount = async (body?: Record<string, unknown>): Promise<string> =>
  (await site.newAccount(body)).id;

test('an account has as many tokens as it needs, each with its name, words and end', async () => {
  const account = await newAccount();
  const { created_token, ...token } = await newToken(account, {
    name: 'ci',
    description: 'of the build',
    duration: '1d',
  });
  expect(token).toMatchObject({
    service_account_id: account,
    name: 'ci',
    description: 'of the build',
    state: 'active',
    expires_at: at(dayMs),
    revoked_at: null,
    last_used: null,
    abilities: ['update', 'revoke', 'delete', 'renew', 'rotate'],
  });
  expect((await newToken(account)).name).toBe('Unnamed token');
  expect((await admin.get(`${tokens}/${token.id}`)).body).toEqual(token);
  goTo(dayMs);
  expectErrorBody(await me(created_token), 'token_expired');
  expect((await admin.get(`${tokens}/${token.id}`)).body.state).toBe('expired');
});

test('a token’s text says that it is a service account’s, and counts as nothing else', async () => {
  const { created_token } = await newToken(await newAccount());
  expect(created_token).toMatch(/^kwb_[\w-]{22}\.[\w-]{48}$/);
  expectErrorBody(await me(created_token.replace('kwb_', 'kwp_')), 'token_malformed');
});

test('tokens are listed newest first, by state and by name', async () => {
  const account = await newAccount();
  const [one, two, three] = [
    await newToken(account, { name: 'Mouse one' }),
    await newToken(account, { name: 'cat', duration: '1d' }),
    await newToken(account, { name: 'mouse two' }),
  ];
  await newToken(await newAccount(), { name: 'mouse of another' });
  await admin.post(`${tokens}/${one.id}/revoke`);
  const found = async (query = '') => {
    const { body } = await admin.get(`${tokens}?service_account_id=${account}${query}`);
    expect(body.num_total).toBe(body.items.length);
    return new Set(body.items.map(({ id }: { id: string }) => id));
  };
  expect(await found()).toEqual(new Set([three.id, two.id, one.id]));
  expect(await found('&state=revoked')).toEqual(new Set([one.id]));
  expect(await found('&search=MOUSE')).toEqual(new Set([three.id, one.id]));
  expect(await found(`&search=${two.id}`)).toEqual(new Set([two.id]));
  goTo(dayMs);
  expect(await found('&state=expired')).toEqual(new Set([two.id]));
  expect(await found('&state=active')).toEqual(new Set([three.id]));
});

test('tokens of people and of accounts stay apart', async () => {
  const { id } = await newToken(await newAccount(), { name: 'not a person’s' });
  expect((await admin.get(`/api/v2/user-tokens?search=${id}`)).body.num_total).toBe(0);
  expect((await admin.get('/api/v2/user-tokens?search=not a person')).body.num_total).toBe(0);
  expectErrorBody(await admin.get(`/api/v2/user-tokens/${id}`), 'not_found');
  expectErrorBody(await admin.post(`/api/v2/user-tokens/${id}/revoke`), 'not_found');
  expectErrorBody(await admin.delete(`/api/v2/user-tokens/${id}`), 'not_found');
  const personal = (await made('/api/v2/user-tokens', {})).id;
  expectErrorBody(await admin.get(`${tokens}/${personal}`), 'not_found');
  expectErrorBody(await admin.post(`${tokens}/${personal}/renew`), 'not_found');
  expectErrorBody(await admin.delete(`${tokens}/${personal}`), 'not_found');
});

test('a token is renamed, revoked and deleted, each on the record under its account', async () => {
  const account = await newAccount();
  const { id, created_token } = await newToken(account, { name: 'old' });
  const renamed = await admin.patch(`${tokens}/${id}`, { body: { name: 'new' } });
  expect([renamed.status, renamed.body.name]).toEqual([200, 'new']);
  const revoked = await admin.post(`${tokens}/${id}/revoke`);
  expect([revoked.body.state, revoked.body.abilities]).toEqual([
    'revoked',
    ['update', 'delete', 'regenerate'],
  ]);
  expectErrorBody(await me(created_token), 'token_revoked');
  const again = await admin.post(`${tokens}/${id}/revoke`);
  expect([again.status, again.body.revoked_at]).toEqual([200, revoked.body.revoked_at]);
  expect((await admin.delete(`${tokens}/${id}`)).status).toBe(204);
  expectErrorBody(await admin.get(`${tokens}/${id}`), 'not_found');
  const { items } = (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body;
  expect(items.map(({ action }: { action: string }) => action.split('.')[1]).sort()).toEqual([
    'create',
    'delete',
    'revoke',
    'update',
  ]);
  for (const { details } of items) expect(details.owner_id).toBe(account);
});

test('any token reads itself and its account, and revokes itself; it ends no other', async () => {
  const account = await newAccount({ home_id: project });
  const [one, other] = [await newToken(account), await newToken(account)];
  const itself = withToken(one.created_token);
  expect((await itself.get(`${accounts}/${account}`)).body.id).toBe(account);
  expect((await itself.get(`${tokens}/${one.id}`)).body.abilities).toEqual(['revoke', 'rotate']);
  expect((await itself.get(`${tokens}?service_account_id=${account}`)).body.num_total).toBe(2);
  for (const denied of [
    await itself.post(`${tokens}/${other.id}/revoke`),
    await itself.delete(`${tokens}/${one.id}`),
    await itself.patch(`${tokens}/${one.id}`, { body: { name: 'mine' } }),
    await itself.post(`${tokens}/${one.id}/renew`),
    await itself.post(tokens, { body: { service_account_id: account } }),
    await itself.post(`${accounts}/${account}/renew`),
    await itself.patch(`${accounts}/${account}`, { body: { name: 'me' } }),
    await itself.delete(`${accounts}/${account}`),
  ]) {
    expectErrorBody(denied, 'forbidden');
  }
  expect((await itself.post(`${tokens}/${one.id}/revoke`)).status).toBe(200);
  expectErrorBody(await me(one.created_token), 'token_revoked');
  expect((await me(other.created_token)).status).toBe(200);
});

test('one account is nothing to another, or to a person without rights there', async () => {
  const account = await newAccount({ home_id: project });
  const { id } = await newToken(account);
  const other = withToken((await newToken(await newAccount())).created_token);
  for (const client of [other, member]) {
    for (const answer of [
      await client.get(`${accounts}/${account}`),
      await client.get(`${tokens}?service_account_id=${account}`),
      await client.get(`${tokens}/${id}`),
      await client.post(`${tokens}/${id}/revoke`),
      await client.delete(`${accounts}/${account}`),
    ]) {
      expectErrorBody(answer, 'not_found');
    }
  }
});

test('an account that holds the rights keeps its own tokens fresh', async () => {
  const permissions = ['service_account_token.create', 'service_account_token.renew'];
  const account = await newAccount({
    home_id: project,
    grants: [{ resource_id: project, permissions }],
  });
  const first = withToken((await newToken(account)).created_token);
  const second = await first.post(tokens, { body: { service_account_id: account } });
  expect([second.status, second.body.created_by.id]).toEqual([201, account]);
  const renewed = await first.post(`${accounts}/${account}/renew`);
  expect(renewed.status).toBe(200);
  expectErrorBody(await me(second.body.created_token), 'token_unknown');
  expect((await me(renewed.body.created_token)).status).toBe(200);
});

test('a site right over tokens of people makes none for who can do more', async () => {
  const permissions = ['user_token.create'];
  const bot = await newAccount({
    grants: [{ resource_id: '00000000-0000-0000-0000-000000000000', permissions }],
  });
  const itself = withToken((await newToken(bot)).created_token);
  const idOf = async (client: Client) => (await client.get('/api/v2/auth/me')).body.User.id;
  const strong = await server.as('strong@team.test');
  await made('/api/v2/grants', {
    principal_id: await idOf(strong),
    resource_id: project,
    role_id: builtInRoles.projectAdmin.id,
  });
  const attempt = async (client: Client) =>
    itself.post('/api/v2/user-tokens', { body: { user_id: await idOf(client) } });
  expect((await attempt(member)).status).toBe(201);
  expectErrorBody(await attempt(strong), 'beyond_own_rights');
  expectErrorBody(await attempt(admin), 'beyond_own_rights');
});

test.each<[string, Record<string, unknown>, string]>([
  ['for nobody', {}, 'service_account_id'],
  ['that ended', { expires_at: '2001-01-01' }, 'expires_at'],
  ['with a duration that is none', { duration: '-1d' }, 'duration'],
  ['with a name that shows nothing', { name: '\u200b' }, 'name'],
])('a token %s is refused', async (_what, given, field) => {
  const service_account_id = field === 'service_account_id' ? undefined : await newAccount();
  const answer = await admin.post(tokens, { body: { service_account_id, ...given } });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe(field);
});

test('a list without an account, or of one that is not there, is refused', async () => {
  expectErrorBody(await admin.get(tokens), 'invalid_request');
  const missing = `${tokens}?service_account_id=01890000-0000-7000-8000-000000000009`;
  expectErrorBody(await admin.get(missing), 'not_found');
});
