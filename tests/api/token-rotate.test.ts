import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { accountsSite, tokens as accountTokens, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { expectLives, kindsOfTokens, lastEvent } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, goTo, at, me, withToken, newAccount, newToken } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const kinds = await kindsOfTokens(site);
const hourMs = 3_600_000;

describe.each(kinds)('rotating a $kind', ({ kind, path, make, does, read }) => {
  test('gives a new secret, and keeps id, name, description and end', async () => {
    const { created_token: old, ...before } = await make({
      name: 'ci',
      description: 'of the build',
      duration: '9d',
    });
    goTo(hourMs);
    const { status, body } = await does('rotate', before.id);
    expect(status).toBe(200);
    const { created_token, ...after } = body;
    expect(after).toEqual({
      ...before,
      issued_at: at(hourMs),
      updated_at: at(hourMs),
      rotation_ends_at: at(hourMs + dayMs),
    });
    expect(created_token.split('.')[0]).toBe(old.split('.')[0]);
    expect((await read(before.id)).body).toEqual(after);
    const event = await lastEvent(site, before.id);
    expect([event.action, event.details.rotation_ends_at]).toEqual([
      `${kind}.rotate`,
      at(hourMs + dayMs),
    ]);
    expect(JSON.stringify(event)).not.toContain(created_token.split('.')[1]);
  });

  test('the old secret works until the new one is used, and not on the very next request', async () => {
    const { id, created_token: old } = await make();
    const { created_token } = (await does('rotate', id)).body;
    for (let again = 0; again < 3; again++) await expectLives(site, old);
    await expectLives(site, created_token);
    expectErrorBody(await me(old), 'token_unknown');
    await expectLives(site, created_token);
    expect((await read(id)).body.rotation_ends_at).toBeNull();
  });

  test('the old secret works before its deadline and not at it', async () => {
    const { id, created_token: old } = await make();
    const { created_token, rotation_ends_at } = (await does('rotate', id, { overlap: '2h' })).body;
    expect(rotation_ends_at).toBe(at(2 * hourMs));
    goTo(2 * hourMs - 1);
    await expectLives(site, old);
    goTo(2 * hourMs);
    expectErrorBody(await me(old), 'token_unknown');
    expect((await read(id)).body.rotation_ends_at).toBeNull();
    await expectLives(site, created_token);
  });

  test('the old secret dies with the token, as it would have without the rotation', async () => {
    const { id, created_token: old } = await make({ duration: '1h' });
    const rotated = (await does('rotate', id, { overlap: '3h', duration: '5d' })).body;
    expect([rotated.rotation_ends_at, rotated.expires_at]).toEqual([at(hourMs), at(5 * dayMs)]);
    goTo(hourMs);
    expectErrorBody(await me(old), 'token_unknown');
    await expectLives(site, rotated.created_token);
  });

  test.each([
    ...['', '0s', '-1h', '31d', '30d1ms', '1', 'tomorrow', '99999999y'].map((overlap) => ({
      overlap,
    })),
  ])('is refused with %j', async (body) => {
    const { id, created_token } = await make();
    const answer = await does('rotate', id, body);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe('overlap');
    await expectLives(site, created_token);
    expect((await does('rotate', id, { overlap: '30d' })).status).toBe(200);
  });

  test('again, before the new secret was used, leaves the one in use alive and the unused one dead', async () => {
    const { id, created_token: inUse } = await make();
    const unused = (await does('rotate', id, { overlap: '2h' })).body.created_token;
    goTo(hourMs);
    const last = (await does('rotate', id, { overlap: '7d' })).body;
    // Nobody keeps an old secret alive by rotating again.
    expect(last.rotation_ends_at).toBe(at(2 * hourMs));
    await expectLives(site, inUse);
    expectErrorBody(await me(unused), 'token_unknown');
    await expectLives(site, last.created_token);
    expectErrorBody(await me(inUse), 'token_unknown');
  });

  test.each(['revoke', 'renew'])('%s ends the old secret and the new one', async (what) => {
    const { id, created_token: old } = await make();
    const { created_token } = (await does('rotate', id)).body;
    const renewed = (await does(what, id)).body.created_token;
    for (const dead of [old, created_token]) expect((await me(dead)).status).toBe(401);
    if (what === 'revoke') {
      const back = (await does('regenerate', id)).body.created_token;
      await expectLives(site, back);
    } else {
      await expectLives(site, renewed);
    }
    for (const dead of [old, created_token]) expectErrorBody(await me(dead), 'token_unknown');
  });

  test('is for active tokens alone', async () => {
    const { id, created_token } = await make({ duration: '1h' });
    goTo(hourMs);
    expectErrorBody(await does('rotate', id), 'conflict');
    await does('revoke', id);
    expectErrorBody(await does('rotate', id), 'conflict');
    expectErrorBody(await me(created_token), 'token_revoked');
    await admin.delete(`${path}/${id}`);
    expectErrorBody(await does('rotate', id), 'not_found');
  });

  test('of two at once one is given a secret, and the other is told', async () => {
    let told = 0;
    for (let pair = 0; pair < 10; pair++) {
      const { id, created_token: old } = await make();
      const answers = await Promise.all([does('rotate', id), does('rotate', id)]);
      const won = answers.filter(({ status }) => status === 200);
      for (const lost of answers.filter((one) => !won.includes(one))) {
        expectErrorBody(lost, 'conflict');
        told++;
      }
      await expectLives(site, old);
      const texts = won.map(({ body }) => body.created_token);
      const alive = [];
      for (const text of texts) if ((await me(text)).status === 200) alive.push(text);
      expect(alive).toHaveLength(1);
      expectErrorBody(await me(old), 'token_unknown');
    }
    expect(told).toBeGreaterThan(0);
  });

  test('a stream that the old secret opened ends at the first use of the new one', async () => {
    const { id, created_token: old } = await make();
    const stream = await fetch(`${server.url}/api/v2/events`, {
      headers: { 'x-platz-token': old },
    });
    const { created_token } = (await does('rotate', id)).body;
    await expectLives(site, created_token);
    // Ends only where the server lets go.
    await stream.text();
  });
});

describe('a token that rotates itself', () => {
  const rotateScope = { entity_type: 'token', operation: 'rotate' };
  const [person] = kinds;

  test('of a service account needs no permission, and touches no other of its account', async () => {
    const account = (await newAccount()).id;
    const [one, other] = [await newToken(account, { duration: '5d' }), await newToken(account)];
    const itself = withToken(one.created_token);
    const rotated = await itself.post(`${accountTokens}/${one.id}/rotate`);
    expect([rotated.status, rotated.body.expires_at]).toEqual([200, at(5 * dayMs)]);
    await expectLives(site, rotated.body.created_token);
    expectErrorBody(await me(one.created_token), 'token_unknown');
    const again = withToken(rotated.body.created_token);
    expectErrorBody(await again.post(`${accountTokens}/${other.id}/rotate`), 'forbidden');
    await expectLives(site, other.created_token);
  });

  test('follows itself for as long as it was to live, and no longer', async () => {
    const account = (await newAccount()).id;
    const { id, created_token } = await newToken(account, { duration: '2d' });
    goTo(dayMs);
    const rotate = (body: unknown) =>
      withToken(created_token).post(`${accountTokens}/${id}/rotate`, { body });
    for (const longer of [
      { duration: '49h' },
      { expires_at: null },
      { expires_at: '9999-12-31' },
    ]) {
      expectErrorBody(await rotate(longer), 'beyond_own_rights');
    }
    const { status, body } = await rotate({ duration: '2d' });
    expect([status, body.expires_at]).toEqual([200, at(3 * dayMs)]);
  });

  test('takes the scope token.rotate where it is scoped, and still changes nothing else', async () => {
    if (!person) throw new Error('No kind of token.');
    const without = await person.make({ scopes: [{ entity_type: 'user', operation: 'list' }] });
    const refused = await withToken(without.created_token).post(
      `${person.path}/${without.id}/rotate`,
    );
    expectErrorBody(refused, 'scope_missing');
    expect(refused.body.permission).toBe('token.rotate');
    const one = await person.make({ scopes: [rotateScope], duration: '2d' });
    const other = await person.make({ scopes: [rotateScope] });
    const itself = withToken(one.created_token);
    expect((await itself.get(`${person.path}/${one.id}`)).body.abilities).toEqual([
      'revoke',
      'rotate',
    ]);
    for (const denied of [
      await itself.post(`${person.path}/${other.id}/rotate`),
      await itself.post(`${person.path}/${one.id}/renew`),
      await itself.post(`${person.path}/${one.id}/regenerate`),
      await itself.post(person.path, { body: { name: 'wider' } }),
      await itself.post(`${person.path}/${one.id}/scopes`, {
        body: { scopes: [{ entity_type: 'user', operation: 'list' }] },
      }),
      await itself.delete(person.path),
    ]) {
      expectErrorBody(denied, 'scoped_token_refused');
    }
    expectErrorBody(
      await itself.post(`${person.path}/${one.id}/rotate`, { body: { duration: '3d' } }),
      'beyond_own_rights',
    );
    const rotated = await itself.post(`${person.path}/${one.id}/rotate`);
    expect([rotated.status, rotated.body.num_scopes, rotated.body.access]).toEqual([
      200,
      1,
      'scoped',
    ]);
    await expectLives(site, rotated.body.created_token);
    expectErrorBody(await me(one.created_token), 'token_unknown');
  });
});

test('another person’s token is not there, and nothing becomes of it', async () => {
  const [person] = kinds;
  if (!person) throw new Error('No kind of token.');
  const { id, created_token } = await person.make({ name: 'mine' });
  const before = (await person.read(id)).body;
  const stranger = await server.as('stranger@team.test');
  for (const what of ['rotate', 'renew', 'regenerate', 'revoke']) {
    expectErrorBody(await stranger.post(`${person.path}/${id}/${what}`), 'not_found');
  }
  expect((await person.read(id)).body).toEqual(before);
  await expectLives(site, created_token);
});
