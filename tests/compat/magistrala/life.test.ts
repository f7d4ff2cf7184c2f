import { afterAll, expect, test } from 'vitest';
import { refused } from './sdk.ts';
import { createWorld } from './world.ts';

let ahead = 0;
const world = await createWorld(() => Date.now() + ahead);
const { pats, ada } = world;
afterAll(() => world.site.server.stop());
const hour = 3_600_000;

async function readingPat(duration: string) {
  const pat = await world.newPat(duration);
  const { domain: domain_id, hall: entity_id } = world;
  const scope = { entity_type: 'channels', operation: 'read', domain_id, entity_id } as const;
  await pats.AddScope([scope], pat.id, ada.session);
  return pat;
}

test('a token ends when its time is over, and a reset brings it back as it was, with a new secret', async () => {
  const { id, secret } = await readingPat('1h');
  expect(await world.reads(secret, world.hall)).toBe(200);
  ahead += 2 * hour;
  expect(await world.reads(secret, world.hall)).toBe(401);
  expect(await pats.ViewPAT(id, ada.session)).toMatchObject({ status: 'expired', revoked: false });

  const again = await pats.ResetSecret('1.5h', id, ada.session);
  expect(again).toMatchObject({ id, name: 'probe', status: 'active' });
  expect(await world.reads(secret, world.hall)).toBe(401);
  expect(await world.reads(again.secret ?? '', world.hall)).toBe(200);
  expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(1);
  ahead += 2 * hour;
  expect(await world.reads(again.secret ?? '', world.hall)).toBe(401);
});

test('a reset of an active token is a renewal: the old secret is dead at once', async () => {
  const { id, secret } = await readingPat('1h');
  const renewed = await pats.ResetSecret('48h', id, ada.session);
  expect(renewed.secret).not.toBe(secret);
  const life = Date.parse(String(renewed.expires_at)) - (Date.now() + ahead);
  expect(Math.abs(life - 48 * hour)).toBeLessThan(hour);
  expect(await world.reads(secret, world.hall)).toBe(401);
  expect(await world.reads(renewed.secret ?? '', world.hall)).toBe(200);
});

test('of two resets at once, one secret works in the end, and whoever was told another was told so', async () => {
  const { id } = await readingPat('1h');
  await pats.RevokePAT(id, ada.session);
  const both = await Promise.allSettled(
    ['1h', '2h'].map((life) => pats.ResetSecret(life, id, ada.session)),
  );
  const secrets = both.flatMap((one) =>
    one.status === 'fulfilled' ? [one.value.secret ?? ''] : [],
  );
  const answers = await Promise.all(secrets.map((secret) => world.reads(secret, world.hall)));
  expect(answers.filter((status) => status === 200)).toHaveLength(1);
});

test('filters: active, expired, revoked, all; a name; an id; the word undefined', async () => {
  await pats.DeleteAllPATs(ada.session);
  const named = async (name: string, life: string) =>
    (await pats.CreatePAT(name, life, ada.session)).id ?? '';
  const old = await named('Old gate', '1m');
  const gone = await named('Gone gate', '24h');
  const here = await named('Hall', '24h');
  await pats.RevokePAT(gone, ada.session);
  ahead += hour;
  const found = async (query: object) =>
    new Set((await pats.ListPATS(query, ada.session)).pats.map(({ id }) => id));

  expect(await found({ status: 'active' })).toEqual(new Set([here]));
  expect(await found({ status: 'expired' })).toEqual(new Set([old]));
  expect(await found({ status: 'revoked' })).toEqual(new Set([gone]));
  expect(await found({ status: 'all' })).toEqual(new Set([here, old, gone]));
  expect(await found({ status: undefined, name: undefined })).toEqual(new Set([here, old, gone]));
  expect(await found({ name: 'GATE' })).toEqual(new Set([old, gone]));
  expect(await found({ id: old })).toEqual(new Set([old]));
  expect(await found({ id: old, status: 'active' })).toEqual(new Set());
});

test('pages: every token once, whatever the offset', async () => {
  await pats.DeleteAllPATs(ada.session);
  for (let at = 0; at < 23; at++) await pats.CreatePAT(`Token ${at}`, '24h', ada.session);
  const all = (await pats.ListPATS({ limit: 100 }, ada.session)).pats.map(({ name }) => name);
  expect(new Set(all).size).toBe(23);
  for (const { offset, limit } of [
    ...[0, 7, 14, 21, 28].map((offset) => ({ offset, limit: 7 })),
    ...[
      { offset: 3, limit: 10 },
      { offset: 22, limit: 1 },
      { offset: 5, limit: 100 },
    ],
  ]) {
    const page = await pats.ListPATS({ offset, limit }, ada.session);
    expect(page).toMatchObject({ total: 23, offset, limit });
    expect(page.pats.map(({ name }) => name)).toEqual(all.slice(offset, offset + limit));
  }
  expect(await pats.ListPATS({}, ada.session)).toMatchObject({ offset: 0, limit: 10 });
});

test('delete all spares the token that asks, as everywhere here', async () => {
  const full = await world.site.server.token({ email: 'ada@team.test', picture: 'none' });
  const { 'x-platz-token': asking = '' } = full.credentialHeaders();
  await world.newPat();
  await pats.DeleteAllPATs(asking);
  expect((await pats.ListPATS({}, asking)).total).toBe(1);
});

test('what is over is told: revoked tokens are revoked for whoever asks with them', async () => {
  const { id, secret } = await readingPat('1h');
  await pats.RevokePAT(id, ada.session);
  const { status, error } = await refused(pats.ViewPAT(id, secret));
  expect([status, error]).toEqual([401, expect.stringContaining('revoked')]);
});
