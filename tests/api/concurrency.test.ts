import { afterAll, expect, test } from 'vitest';
import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const tokens = '/api/v2/user-tokens';
let count = 0;

async function newAdmin(): Promise<{ client: Client; id: string }> {
  const client = await server.as(`admin-${++count}@team.test`);
  const { id } = (await client.get('/api/v2/auth/me')).body.User;
  await admin.put(`/api/v2/users/${id}`, { body: { is_admin: true } });
  return { client, id };
}

async function made(client: Client = admin): Promise<{ id: string; itself: Client }> {
  const { body } = await client.post(tokens);
  const headers = { 'x-platz-token': body.created_token };
  return { id: body.id, itself: createClient(server.url, { headers }) };
}

async function eventsOf(id: string, action: string): Promise<number> {
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${id}&action=${action}`);
  return body.num_total;
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();
const times = <T>(n: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, at) => work(at)));

test.each(['is_active', 'is_admin'])(
  'of two administrators who take %s from each other at once, one wins and the other is told',
  async (flag) => {
    for (let round = 0; round < 3; round++) {
      const [one, other] = [await newAdmin(), await newAdmin()];
      const take = (by: Client, id: string) =>
        by.put(`/api/v2/users/${id}`, { body: { [flag]: false } });
      const answers = await Promise.all([take(one.client, other.id), take(other.client, one.id)]);
      expect(statuses(answers)).toEqual([200, flag === 'is_active' ? 401 : 403]);
      const loser = answers.find(({ status }) => status !== 200) as Answer;
      expectErrorBody(loser, flag === 'is_active' ? 'principal_inactive' : 'forbidden');
      const left = await Promise.all(
        [one, other].map(async ({ id }) => (await admin.get(`/api/v2/users/${id}`)).body[flag]),
      );
      expect(left.sort()).toEqual([false, true]);
    }
  },
);

test('a token that is revoked many times at once is revoked once on the record', async () => {
  const { id } = await made();
  const answers = await times(8, () => admin.post(`${tokens}/${id}/revoke`));
  expect(new Set(statuses(answers))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.revoked_at)).size).toBe(1);
  expect(await eventsOf(id, 'user_token.revoke')).toBe(1);
});

test('a token that revokes itself many times at once does so once, and is refused after', async () => {
  const { id, itself } = await made();
  const answers = await times(6, () => itself.post(`${tokens}/${id}/revoke`));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expectErrorBody(answer, 'token_revoked');
  }
  expect(await eventsOf(id, 'user_token.revoke')).toBe(1);
});

test('a session that signs out many times at once ends once', async () => {
  const client = await server.bearer(`leaver-${++count}@team.test`);
  const { id } = (await client.get('/api/v2/profile')).body.credential;
  const answers = await times(6, () => client.post('/api/v2/auth/sign-out'));
  expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(1);
  for (const answer of answers.filter(({ status }) => status !== 204)) {
    expectErrorBody(answer, 'session_ended');
  }
  expect(await eventsOf(id, 'session.end')).toBe(1);
});

test('sessions of one person that all sign out everywhere at once leave none', async () => {
  const email = `leaver-${++count}@team.test`;
  const clients = await times(4, () => server.bearer(email));
  const answers = await Promise.all(
    clients.map((client) => client.post('/api/v2/sessions/end-all')),
  );
  const ended = answers.filter(({ status }) => status === 200);
  expect(ended.reduce((sum, { body }) => sum + body.ended, 0)).toBe(4);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expectErrorBody(answer, 'session_ended');
  }
});

test('once a revoke has been answered, no use of the token that begins later goes through', async () => {
  const { id, itself } = await made();
  let isRevoked = false;
  const late: number[] = [];
  const user = async () => {
    while (late.length < 10) {
      const beganLate = isRevoked;
      const { status } = await itself.get('/api/v2/auth/me');
      expect([200, 401]).toContain(status);
      if (beganLate) late.push(status);
    }
  };
  const revoker = async () => {
    await itself.get('/api/v2/auth/me');
    expect((await admin.post(`${tokens}/${id}/revoke`)).status).toBe(200);
    isRevoked = true;
  };
  await Promise.all([user(), user(), user(), revoker()]);
  expect(new Set(late)).toEqual(new Set([401]));
});

test('a change by a token and its revocation, at once: the record has them in an order that can be', async () => {
  const { id, itself } = await made();
  const [change, revoke] = await Promise.all([
    itself.post(tokens, { body: { name: 'by a token that is going' } }),
    admin.post(`${tokens}/${id}/revoke`),
  ]);
  expect(revoke.status).toBe(200);
  expect([201, 401]).toContain(change.status);
  const { body } = await admin.get(`/api/v2/audit-events?credential_id=${id}`);
  expect(body.num_total).toBe(change.status === 201 ? 1 : 0);
});

test('a token that is revoked and deleted at once is both, and each is on the record once at most', async () => {
  const { id, itself } = await made();
  const [revoked, deleted] = await Promise.all([
    admin.post(`${tokens}/${id}/revoke`),
    admin.delete(`${tokens}/${id}`),
  ]);
  expect([200, 404]).toContain(revoked.status);
  expect(deleted.status).toBe(204);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
  expect(await eventsOf(id, 'user_token.revoke')).toBe(revoked.status === 200 ? 1 : 0);
  expect(await eventsOf(id, 'user_token.delete')).toBe(1);
});

test('a token that is deleted many times at once is deleted once', async () => {
  const { id } = await made();
  const answers = await times(6, () => admin.delete(`${tokens}/${id}`));
  expect(statuses(answers)).toEqual([204, 404, 404, 404, 404, 404]);
  expect(await eventsOf(id, 'user_token.delete')).toBe(1);
});

test('a person who is invited many times at once is invited once', async () => {
  const email = `guest-${++count}@team.test`;
  const answers = await times(6, (n) =>
    admin.post('/api/v2/users', { body: { email: n % 2 ? email : email.toUpperCase() } }),
  );
  expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409]);
});

test('many changes by one session at once are all made', async () => {
  const answers = await times(20, (n) => admin.post(tokens, { body: { name: `at once ${n}` } }));
  expect(new Set(statuses(answers))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.created_token)).size).toBe(20);
});
