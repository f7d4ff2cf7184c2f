import { siteId, type TokenUsage, type Usage } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { accountsSite, tokens as accountTokens, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, made, newAccount, newToken, newOrganization, newProject, withToken, goTo } =
  site;
afterAll(() => server.stop());

const person = await server.as('member@example.test');
const listUsers = { entity_type: 'user', operation: 'list' };

/** What is held in memory is written every two seconds. */
const written = { timeout: 8000, interval: 100 };

async function usageOf<U extends Usage = TokenUsage>(path: string, by = admin): Promise<U> {
  const { status, body } = await by.get(`/api/v2/${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const newUserToken = (body = {}) => made(userTokens, body, person);

const from = (text: string, headers: Record<string, string> = {}) =>
  createClient(server.url, { headers: { 'x-platz-token': text, ...headers } });

describe('a token', () => {
  test('is counted by how its checks ended, also once it is dead', async () => {
    const { id, created_token } = await newUserToken({ scopes: [listUsers] });
    const bearer = from(created_token);
    for (let round = 0; round < 3; round++) await bearer.get('/api/v2/auth/me');
    expectErrorBody(await bearer.get('/api/v2/roles'), 'scope_missing');
    await person.post(`${userTokens}/${id}/revoke`);
    expectErrorBody(await bearer.get('/api/v2/auth/me'), 'token_revoked');
    await expect
      .poll(async () => (await usageOf(`user-tokens/${id}/usage`, person)).total, written)
      .toMatchObject({ accepted: 3, denied: 1, revoked: 1, expired: 0, rate_limited: 0 });
    const { buckets, denied_permissions, last_used } = await usageOf(`user-tokens/${id}/usage`);
    expect(buckets).toHaveLength(31);
    expect(buckets.at(-1)).toMatchObject({ accepted: 3, revoked: 1 });
    expect(buckets[0]).toMatchObject({ accepted: 0, revoked: 0 });
    expect(denied_permissions).toEqual([{ permission: 'role.list', count: 1 }]);
    expect(last_used).not.toBeNull();
  });

  test('says what it used its scopes for, and from where and with what it came', async () => {
    const { id, created_token } = await newUserToken({
      scopes: [listUsers, { entity_type: 'user', operation: 'read' }],
    });
    const calls = ['curl/8', 'curl/8', 'python/3'];
    for (const agent of calls)
      await from(created_token, { 'user-agent': agent }).get('/api/v2/users');
    await expect
      .poll(async () => (await usageOf(`user-tokens/${id}/usage`)).total.accepted, written)
      .toBe(3);
    const usage = await usageOf(`user-tokens/${id}/usage`);
    expect(usage.permissions.map(({ permission }) => permission)).toEqual(['user.list']);
    expect(usage.addresses).toMatchObject([{ address: '127.0.0.1', count: 3 }]);
    expect(usage.user_agents).toMatchObject([
      { user_agent: 'python/3', count: 1 },
      { user_agent: 'curl/8', count: 2 },
    ]);
  });

  test('keeps the last ten programs of many, and still counts every use', async () => {
    const { id, created_token } = await newUserToken();
    for (let n = 0; n < 15; n++) {
      await from(created_token, { 'user-agent': `program ${n}` }).get('/api/v2/auth/me');
    }
    await expect
      .poll(async () => (await usageOf(`user-tokens/${id}/usage`)).total.accepted, written)
      .toBe(15);
    const { user_agents } = await usageOf(`user-tokens/${id}/usage`);
    expect(user_agents.map(({ user_agent }) => user_agent)).toEqual(
      Array.from({ length: 10 }, (_, n) => `program ${14 - n}`),
    );
  });

  test('is not counted by who sends its id with a wrong secret', async () => {
    const { id, created_token } = await newUserToken();
    const another = (await newUserToken()).created_token.split('.')[1];
    const forged = `${created_token.split('.')[0]}.${another}`;
    expect((await from(forged).get('/api/v2/auth/me')).status).toBe(401);
    await from(created_token).get('/api/v2/auth/me');
    const total = async () => (await usageOf(`user-tokens/${id}/usage`)).total;
    await expect.poll(async () => (await total()).accepted, written).toBe(1);
    const { accepted, ...refused } = await total();
    expect(Object.values(refused).every((count) => count === 0)).toBe(true);
  });

  test('shows what it was used for to its owner and who reads it alone', async () => {
    const { id } = await newUserToken();
    const stranger = await server.as('stranger@team.test');
    expectErrorBody(await stranger.get(`${userTokens}/${id}/usage`), 'not_found');
    expect((await person.get(`${userTokens}/${id}/usage`)).status).toBe(200);
    const { created_token, id: itself } = await newUserToken({ access: 'scoped' });
    expect((await from(created_token).get(`${userTokens}/${itself}/usage`)).status).toBe(200);
  });
});

test('what an account does counts for it, its project, its organization and the site', async () => {
  const organization = await newOrganization();
  const project = await newProject(organization);
  const before = (await usageOf<Usage>(`usage/${siteId}`)).total.accepted;
  const account = await newAccount({ home_id: project });
  const { created_token, id } = await newToken(account.id);
  for (let n = 0; n < 4; n++) await withToken(created_token).get('/api/v2/auth/me');
  const places = [
    `service-accounts/${account.id}/usage`,
    `usage/${project}`,
    `usage/${organization}`,
  ];
  for (const path of [...places, `service-account-tokens/${id}/usage`]) {
    await expect.poll(async () => (await usageOf(path)).total.accepted, written).toBe(4);
  }
  expect((await usageOf<Usage>(`usage/${siteId}`)).total.accepted).toBeGreaterThanOrEqual(
    before + 4,
  );
  // Deleted, it is still part of the sums.
  await admin.delete(`${accountTokens}/${id}`);
  expect((await usageOf<Usage>(`usage/${project}`)).total.accepted).toBe(4);
});

describe('a period', () => {
  const own = async () => `users/${(await person.get('/api/v2/auth/me')).body.User.id}/usage`;

  test.each([
    ['from', 'from=2999-01-01'],
    ['from', 'from=2020-01-02&to=2020-01-01'],
    ['bucket', 'bucket=hour&from=2020-01-01'],
    ['bucket', 'bucket=minute'],
    ['to', 'to=yesterday'],
  ])('is refused, naming %s, for %s', async (field, query) => {
    const answer = await person.get(`/api/v2/${await own()}?${query}`);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });

  test('by the hour has each hour once, up to now', async () => {
    const since = new Date(Date.now() - 2 * dayMs).toISOString();
    const { buckets, bucket } = await usageOf<Usage>(`${await own()}?bucket=hour&from=${since}`);
    expect(bucket).toBe('hour');
    expect([48, 49]).toContain(buckets.length);
  });

  test('counts of hours long ago are forgotten', async () => {
    const { id, created_token } = await newUserToken();
    await withToken(created_token).get('/api/v2/auth/me');
    await expect
      .poll(async () => (await usageOf(`user-tokens/${id}/usage`)).total.accepted, written)
      .toBe(1);
    // Each server does so once a minute, and soon after its start.
    goTo(92 * dayMs);
    await server.restart();
    await expect
      .poll(async () => {
        goTo(0);
        const { total } = await usageOf(`user-tokens/${id}/usage`);
        goTo(92 * dayMs);
        return total.accepted;
      }, written)
      .toBe(0);
    goTo(0);
  });
});
