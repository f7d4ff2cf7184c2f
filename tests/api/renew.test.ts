import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Answer, Client } from '../kit/http-client.ts';
import { accounts, accountsSite, dayMs, tokens } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const site = await accountsSite();
const { server, admin, goTo, at, newToken, personWith, withToken, me } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const project = '00000000-0000-8000-8002-000000000002';
const newAccount = async (body?: Record<string, unknown>): Promise<string> =>
  (await site.newAccount(body)).id;

interface Made {
  readonly id: string;
  readonly created_token: string;
}

const stateOf = async ({ id }: Made): Promise<string> =>
  (await admin.get(`${tokens}/${id}`)).body.state;

/** Which of these texts the server takes. */
async function living(texts: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(texts.map(me));
  return texts.filter((_, at) => answers[at]?.status === 200);
}

describe('renewing a token', () => {
  test('gives a new secret now, and the old one is dead now', async () => {
    const account = await newAccount();
    const { created_token: old, ...before } = await newToken(account, {
      name: 'ci',
      duration: '5d',
    });
    const { status, body } = await admin.post(`${tokens}/${before.id}/renew`);
    expect(status).toBe(200);
    const { created_token, ...after } = body;
    expect(after).toEqual(before);
    expect(created_token.split('.')[0]).toBe(old.split('.')[0]);
    expect(created_token).not.toBe(old);
    expect((await me(created_token)).status).toBe(200);
    expectErrorBody(await me(old), 'token_unknown');
    const { items } = (
      await admin.get(
        `/api/v2/audit-events?target_id=${before.id}&action=service_account_token.renew`,
      )
    ).body;
    expect(items[0]).toMatchObject({ target: { name: 'ci' }, details: { owner_id: account } });
  });

  test('gives it the life asked for, or what is left of its old one, or one without an end', async () => {
    const { id } = await newToken(await newAccount(), { duration: '1d' });
    const renewed = async (body?: unknown) =>
      (await admin.post(`${tokens}/${id}/renew`, { body })).body;
    expect((await renewed()).expires_at).toBe(at(dayMs));
    expect((await renewed({ duration: '3d' })).expires_at).toBe(at(3 * dayMs));
    expect((await renewed({ expires_at: at(2 * dayMs) })).expires_at).toBe(at(2 * dayMs));
    goTo(2 * dayMs);
    const again = await renewed();
    expect([again.expires_at, again.state]).toEqual([null, 'active']);
    expect((await me(again.created_token)).status).toBe(200);
    expect((await renewed({ expires_at: null })).expires_at).toBeNull();
    const past = await admin.post(`${tokens}/${id}/renew`, { body: { expires_at: at(dayMs) } });
    expectErrorBody(past, 'invalid_request');
  });

  test('does not bring back one that was revoked or deleted', async () => {
    const account = await newAccount();
    const revoked = await newToken(account);
    await admin.post(`${tokens}/${revoked.id}/revoke`);
    expectErrorBody(await admin.post(`${tokens}/${revoked.id}/renew`), 'conflict');
    await admin.delete(`${tokens}/${revoked.id}`);
    expectErrorBody(await admin.post(`${tokens}/${revoked.id}/renew`), 'not_found');
    expectErrorBody(await me(revoked.created_token), 'token_revoked');
  });

  test('a stream of events that its old secret opened ends', async () => {
    const { id, created_token } = await newToken(await newAccount());
    const stream = await fetch(`${server.url}/api/v2/events`, {
      headers: { 'x-platz-token': created_token },
    });
    expect(stream.status).toBe(200);
    expect((await admin.post(`${tokens}/${id}/renew`)).status).toBe(200);
    // Ends only where the server lets go.
    await stream.text();
  });

  test('of two at once one is given the secret that lives, and the other is told', async () => {
    let told = 0;
    for (let pair = 0; pair < 20; pair++) {
      const { id, created_token } = await newToken(await newAccount());
      const renew = () => admin.post(`${tokens}/${id}/renew`);
      told += await expectOneSecretLives(await Promise.all([renew(), renew()]), [created_token]);
    }
    expect(told).toBeGreaterThan(0);
  });

  test('of two that renew themselves at once, one lives', async () => {
    const { id, created_token } = await newToken(await newAccountThatMay('renew'));
    const renew = () => withToken(created_token).post(`${tokens}/${id}/renew`);
    const answers = await Promise.all([renew(), renew()]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status } of answers.filter((answer) => !won.includes(answer))) {
      expect([401, 409]).toContain(status);
    }
    expect(await living([created_token, won[0]?.body.created_token])).toEqual([
      won[0]?.body.created_token,
    ]);
  });
});

describe('renewing an account', () => {
  test('ends every token it had and makes one: the newest, with another secret', async () => {
    const account = await newAccount();
    const old = [
      await newToken(account),
      await newToken(account),
      await newToken(account),
    ] as const;
    const newest = old.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] as Made;
    const { status, body } = await admin.post(`${accounts}/${account}/renew`);
    expect([status, body.id, body.service_account_id]).toEqual([200, newest.id, account]);
    const texts = old.map(({ created_token }) => created_token);
    expect(await living([...texts, body.created_token])).toEqual([body.created_token]);
    expect((await admin.get(`${accounts}/${account}`)).body.num_tokens).toBe(1);
    for (const one of old) expect(await stateOf(one)).toBe(one === newest ? 'active' : 'revoked');
    const { items } = (
      await admin.get(`/api/v2/audit-events?target_id=${account}&action=service_account.renew`)
    ).body;
    expect(items[0].details).toMatchObject({ token_id: newest.id, tokens_ended: 3 });
  });

  test('makes one where it has none, with the life asked for', async () => {
    const account = await newAccount();
    const revoked = await newToken(account);
    await admin.post(`${tokens}/${revoked.id}/revoke`);
    const { body } = await admin.post(`${accounts}/${account}/renew`, { body: { duration: '2d' } });
    expect([body.expires_at, body.name]).toEqual([at(2 * dayMs), 'Unnamed token']);
    expect(body.id).not.toBe(revoked.id);
    expect((await me(body.created_token)).status).toBe(200);
  });

  test('of two at once one is given the secret that lives, and the other is told', async () => {
    let told = 0;
    for (let pair = 0; pair < 20; pair++) {
      const account = await newAccount();
      // Half of them have no token yet.
      const old = pair % 2 === 0 ? [] : [await newToken(account), await newToken(account)];
      const renew = () => admin.post(`${accounts}/${account}/renew`);
      const answers = await Promise.all([renew(), renew()]);
      told += await expectOneSecretLives(
        answers,
        old.map(({ created_token }) => created_token),
      );
      expect((await admin.get(`${accounts}/${account}`)).body.num_tokens).toBe(1);
    }
    expect(told).toBeGreaterThan(0);
  });

  test('at the same time as one of its tokens leaves one secret of those given', async () => {
    for (let pair = 0; pair < 10; pair++) {
      const account = await newAccount();
      const { id, created_token } = await newToken(account);
      const answers = await Promise.all([
        admin.post(`${accounts}/${account}/renew`),
        admin.post(`${tokens}/${id}/renew`),
      ]);
      await expectOneSecretLives(answers, [created_token]);
    }
  });
});

/** Answers how many were told. Where one began after the other had ended both go through, and the later one lives. */
async function expectOneSecretLives(
  answers: readonly Answer[],
  old: readonly string[],
): Promise<number> {
  const given = answers.filter(({ status }) => status === 200);
  expect(given.length).toBeGreaterThanOrEqual(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expectErrorBody(answer, 'conflict');
  }
  const texts = given.map(({ body }) => body.created_token as string);
  expect(await living([...old, ...texts])).toHaveLength(1);
  expect(await living(old)).toEqual([]);
  return answers.length - given.length;
}

async function newAccountThatMay(operation: string): Promise<string> {
  const permissions = [`service_account_token.${operation}`];
  return newAccount({ home_id: project, grants: [{ resource_id: project, permissions }] });
}

test('renewing is for who holds the permission at its home, and all that the account may do', async () => {
  const account = await newAccount({
    home_id: project,
    grants: [{ resource_id: project, role_id: builtInRoles.projectAdmin.id }],
  });
  const { id } = await newToken(account);
  const person = (permissions: string[]) => personWith(project, { permissions });
  const attempts = async (client: Client) => [
    await client.post(`${tokens}/${id}/renew`),
    await client.post(`${accounts}/${account}/renew`),
    await client.post(tokens, { body: { service_account_id: account } }),
  ];
  const see = ['service_account.read', 'service_account_token.read'];
  for (const answer of await attempts(await person(['project.read']))) {
    expectErrorBody(answer, 'not_found');
  }
  for (const answer of await attempts(await person(see))) expectErrorBody(answer, 'forbidden');
  const may = ['service_account_token.renew', 'service_account_token.create'];
  for (const answer of await attempts(await person([...see, ...may]))) {
    expectErrorBody(answer, 'beyond_own_rights');
  }
});
