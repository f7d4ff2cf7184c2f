import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { createClient } from '../kit/http-client.ts';
import { accountsSite } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { expectLives, kindsOfTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, goTo, me } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const kinds = await kindsOfTokens(site);
const rotations = async (id: string): Promise<number> =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items.filter(
    ({ action }: { action: string }) => action.endsWith('.rotate'),
  ).length;

describe.each(kinds)('a lost answer to the rotation of a $kind', ({ path, make, does, read }) => {
  const withKey = (key: string) => ({ 'idempotency-key': key });

  test('is fetched again with the same key, and nothing is done twice', async () => {
    const { id, created_token: old } = await make({ name: 'ci' });
    const key = randomUUID();
    const first = await does('rotate', id, { overlap: '2h' }, withKey(key));
    const again = await does('rotate', id, { overlap: '2h' }, withKey(key));
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await rotations(id)).toBe(1);
    await expectLives(site, old);
    await expectLives(site, again.body.created_token);
  });

  test('is fetched by the token itself with the secret that it still has', async () => {
    const { id, created_token } = await make({
      scopes: [{ entity_type: 'token', operation: 'rotate' }],
    });
    const itself = createClient(server.url, {
      headers: { 'x-platz-token': created_token, ...withKey(randomUUID()) },
    });
    const first = await itself.post(`${path}/${id}/rotate`);
    const again = await itself.post(`${path}/${id}/rotate`);
    expect([first.status, again.body]).toEqual([200, first.body]);
    await expectLives(site, first.body.created_token);
  });

  test('is not fetched with another key, nor without one', async () => {
    const { id } = await make();
    const first = (await does('rotate', id, undefined, withKey(randomUUID()))).body;
    for (const headers of [withKey(randomUUID()), undefined]) {
      const other = await does('rotate', id, undefined, headers);
      expect(other.body.created_token).not.toBe(first.created_token);
    }
    expect(await rotations(id)).toBe(3);
  });

  test('is not fetched by another caller with the same key', async () => {
    const { id } = await make();
    const key = randomUUID();
    const first = (await does('rotate', id, undefined, withKey(key))).body;
    // Another session of an administrator, who may rotate it too: theirs is a rotation of its own.
    const another = await server.as({ email: 'second@team.test' });
    await makeAdmin(another);
    const other = await another.post(`${path}/${id}/rotate`, { headers: withKey(key) });
    expect(other.status).toBe(200);
    expect(other.body.created_token).not.toBe(first.created_token);
    const stranger = await server.as('stranger@team.test');
    const refused = await stranger.post(`${path}/${id}/rotate`, { headers: withKey(key) });
    expect(refused.status).toBeGreaterThanOrEqual(403);
    expect(JSON.stringify(refused.body)).not.toContain(first.created_token.split('.')[1]);
  });

  test('is not fetched after a minute', async () => {
    const { id } = await make();
    const headers = withKey(randomUUID());
    const first = (await does('rotate', id, undefined, headers)).body;
    goTo(59_999);
    expect((await does('rotate', id, undefined, headers)).body).toEqual(first);
    goTo(60_000);
    const late = (await does('rotate', id, undefined, headers)).body;
    expect(late.created_token).not.toBe(first.created_token);
    expect((await does('rotate', id, undefined, headers)).body).toEqual(late);
  });

  test('is not fetched with another body: that is refused, and nothing changes', async () => {
    const { id } = await make();
    const headers = withKey(randomUUID());
    const first = (await does('rotate', id, { overlap: '2h' }, headers)).body;
    for (const body of [{ overlap: '3h' }, undefined]) {
      expectErrorBody(await does('rotate', id, body, headers), 'conflict');
    }
    await expectLives(site, first.created_token);
    expect(await rotations(id)).toBe(1);
  });

  test('of two at once with one key, both get the same', async () => {
    for (let pair = 0; pair < 10; pair++) {
      const { id } = await make();
      const headers = withKey(randomUUID());
      const ask = () => does('rotate', id, undefined, headers);
      const [one, two, three] = await Promise.all([ask(), ask(), ask()]);
      expect([one.status, two.body, three.body]).toEqual([200, one.body, one.body]);
      expect(await rotations(id)).toBe(1);
    }
  });

  test.each([
    '',
    'short',
    'x'.repeat(19),
    'x'.repeat(201),
    `${'x'.repeat(20)} y`,
    `${'x'.repeat(20)}é`,
  ])('a key like %j is refused', async (key) => {
    const { id } = await make();
    const before = (await read(id)).body;
    const answer = await does('rotate', id, undefined, withKey(key));
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe('Idempotency-Key');
    expect((await read(id)).body).toEqual(before);
  });

  test('a refusal is not kept: what was mended goes through with the same key', async () => {
    const { id } = await make();
    const headers = withKey(randomUUID());
    expectErrorBody(await does('rotate', id, { overlap: '31d' }, headers), 'invalid_request');
    expect((await does('rotate', id, { overlap: '30d' }, headers)).status).toBe(200);
  });

  test('it is gone with the right to ask', async () => {
    const { id, created_token } = await make({
      scopes: [{ entity_type: 'token', operation: 'rotate' }],
    });
    const headers = { 'x-platz-token': created_token, ...withKey(randomUUID()) };
    const itself = createClient(server.url, { headers });
    expect((await itself.post(`${path}/${id}/rotate`)).status).toBe(200);
    await does('revoke', id);
    expectErrorBody(await itself.post(`${path}/${id}/rotate`), 'token_revoked');
  });
});

test('nothing at rest or in the log opens it: neither the key nor the secret stands there', async () => {
  const [person] = kinds;
  if (!person) throw new Error('No kind of token.');
  const { id } = await person.make();
  const key = randomUUID();
  const { body } = await person.does('rotate', id, undefined, { 'idempotency-key': key });
  const secret = body.created_token.split('.')[1];
  await me(body.created_token);
  const storage = await openStorage(server.database.storage);
  const stored = await storage.read((db) => db.selectFrom('sealed_answers').selectAll().execute());
  await storage.close();
  expect(stored.length).toBeGreaterThan(0);
  const everything = stored
    .flatMap(({ asked_sha256, sealed }) => [asked_sha256, sealed])
    .map((bytes) => Buffer.from(bytes).toString('latin1'))
    .concat(server.log())
    .join('\n');
  for (const text of [key, secret, id]) expect(everything).not.toContain(text);
});

let madeAdmin = false;
async function makeAdmin(client: Awaited<ReturnType<typeof server.as>>): Promise<void> {
  if (madeAdmin) return;
  const { id } = (await client.get('/api/v2/auth/me')).body.User;
  expect((await admin.put(`/api/v2/users/${id}`, { body: { is_admin: true } })).status).toBe(200);
  madeAdmin = true;
}
