import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { accountsSite, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { expectLives, kindsOfTokens, lastEvent, type MadeToken } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, goTo, at, me } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const kinds = await kindsOfTokens(site);
const hourMs = 3_600_000;

/** What it keeps, whatever new secret it gets. */
const kept = ({
  id,
  name,
  description,
  access,
  num_scopes,
  created_at,
  created_by,
}: MadeToken) => ({
  ...{ id, name, description, access, num_scopes, created_at, created_by },
});

describe.each(kinds)('regenerating a $kind', ({ kind, path, make, does, read }) => {
  const revoked = async (body?: Record<string, unknown>) => {
    const token = await make(body);
    await does('revoke', token.id);
    return token;
  };

  test('brings a revoked one back with a new secret, and what it was besides', async () => {
    const scopes = [{ entity_type: 'user', operation: 'list' }];
    const before = await revoked({ name: 'ci', description: 'of the build', scopes });
    goTo(hourMs);
    const { status, body } = await does('regenerate', before.id);
    expect(status).toBe(200);
    expect(kept(body)).toEqual(kept(before));
    expect(body).toMatchObject({
      state: 'active',
      access: 'scoped',
      num_scopes: 1,
      revoked_at: null,
      issued_at: at(hourMs),
      updated_at: at(hourMs),
    });
    await expectLives(site, body.created_token);
    expectErrorBody(await me(before.created_token), 'token_unknown');
    const { created_token: _, ...after } = body;
    expect((await read(before.id)).body).toEqual(after);
    expect((await lastEvent(site, before.id)).action).toBe(`${kind}.regenerate`);
  });

  test('brings an expired one back, for as long as it was to live or as asked', async () => {
    const { id, created_token: old } = await make({ duration: '2d' });
    goTo(3 * dayMs);
    expectErrorBody(await me(old), 'token_expired');
    const back = (await does('regenerate', id)).body;
    expect([back.state, back.expires_at]).toEqual(['active', at(5 * dayMs)]);
    expectErrorBody(await me(old), 'token_unknown');
    goTo(5 * dayMs);
    const longer = (await does('regenerate', id, { duration: '24h' })).body;
    expect(longer.expires_at).toBe(at(6 * dayMs));
    goTo(6 * dayMs);
    const last = (await does('regenerate', id, { expires_at: null })).body;
    expect(last.expires_at).toBeNull();
    await expectLives(site, last.created_token);
  });

  test('is refused for an active one, with the ways that there are', async () => {
    const { id, created_token } = await make();
    const answer = await does('regenerate', id);
    expectErrorBody(answer, 'token_active');
    expect(answer.body.ways).toEqual(['renew', 'rotate']);
    await expectLives(site, created_token);
  });

  test('is refused for a deleted one', async () => {
    const { id, created_token } = await revoked();
    expect((await admin.delete(`${path}/${id}`)).status).toBe(204);
    expectErrorBody(await does('regenerate', id), 'not_found');
    expectErrorBody(await me(created_token), 'token_revoked');
  });

  test.each([
    { duration: '0s' },
    { duration: '-1h' },
    { duration: '101y' },
    { duration: '99999999999999999999h' },
    { duration: '' },
    { expires_at: '1999-01-01' },
    { expires_at: '2099-01-01', duration: '1h' },
  ])('is refused with %j, and the token stays what it was', async (body) => {
    const { id } = await revoked();
    const before = (await read(id)).body;
    expectErrorBody(await does('regenerate', id, body), 'invalid_request');
    expect((await read(id)).body).toEqual(before);
  });

  test('of two at once one is given the secret that lives, and the other is told', async () => {
    let told = 0;
    for (let pair = 0; pair < 15; pair++) {
      const { id, created_token } = await revoked();
      const answers = await Promise.all([does('regenerate', id), does('regenerate', id)]);
      const [won, ...more] = answers.filter(({ status }) => status === 200);
      expect(more).toEqual([]);
      await expectLives(site, won?.body.created_token);
      for (const { status, body } of answers.filter((one) => one !== won)) {
        expect([status, ['conflict', 'token_active'].includes(body.code)]).toEqual([409, true]);
        told++;
      }
      expectErrorBody(await me(created_token), 'token_unknown');
    }
    expect(told).toBe(15);
  });
});

describe('renewing a token of a person', () => {
  const [person] = kinds;
  if (!person) throw new Error('No kind of token.');
  const { make, does, read } = person;

  test('gives a new secret now, and the old one is dead now', async () => {
    const scopes = [{ entity_type: 'user', operation: 'list' }];
    const before = await make({ name: 'ci', duration: '5d', scopes });
    goTo(hourMs);
    const { status, body } = await does('renew', before.id);
    expect([status, kept(body)]).toEqual([200, kept(before)]);
    expect([body.expires_at, body.issued_at]).toEqual([before['expires_at'], at(hourMs)]);
    await expectLives(site, body.created_token);
    expectErrorBody(await me(before.created_token), 'token_unknown');
    expect((await lastEvent(site, before.id)).action).toBe('user_token.renew');
  });

  test('takes a new life, also where it had expired', async () => {
    const { id } = await make({ duration: '1d' });
    goTo(2 * dayMs);
    const renewed = (await does('renew', id, { duration: '1h30m' })).body;
    expect([renewed.state, renewed.expires_at]).toEqual(['active', at(2 * dayMs + 1.5 * hourMs)]);
  });

  test('does not bring a revoked one back', async () => {
    const { id, created_token } = await make();
    await does('revoke', id);
    expectErrorBody(await does('renew', id), 'conflict');
    expectErrorBody(await me(created_token), 'token_revoked');
    expect((await read(id)).body.state).toBe('revoked');
  });

  test('of two at once one is given the secret that lives, and the other is told', async () => {
    let told = 0;
    for (let pair = 0; pair < 15; pair++) {
      const { id, created_token } = await make();
      const answers = await Promise.all([does('renew', id), does('renew', id)]);
      const won = answers.filter(({ status }) => status === 200);
      for (const lost of answers.filter((one) => !won.includes(one))) {
        expectErrorBody(lost, 'conflict');
        told++;
      }
      const alive = [];
      for (const { body } of won) {
        if ((await me(body.created_token)).status === 200) alive.push(body);
      }
      expect(alive).toHaveLength(1);
      expectErrorBody(await me(created_token), 'token_unknown');
    }
    expect(told).toBeGreaterThan(0);
  });

  test('of a site administrator is for site administrators, who are on record for it', async () => {
    const own = await site.made('/api/v2/user-tokens', { name: 'of an admin' });
    expectErrorBody(await does('renew', own.id), 'not_found');
    const { id } = await make();
    const byAdmin = await admin.post(`/api/v2/user-tokens/${id}/renew`);
    expect(byAdmin.status).toBe(200);
    expect((await lastEvent(site, id)).actor.name).not.toBe(byAdmin.body.created_by.name);
  });
});
