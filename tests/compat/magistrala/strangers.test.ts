import { afterAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../../kit/server.ts';
import { type Pats, patsAt, refused } from './sdk.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
const { pats, ada, eve } = world;
afterAll(() => world.site.server.stop());

const { id, secret } = await world.newPat();
const { domain: domain_id, hall: entity_id } = world;
const scope = { entity_type: 'channels', operation: 'read', domain_id, entity_id } as const;
await pats.AddScope([scope], id, ada.session);
const [{ id: scopeId = '' } = {}] = (await pats.ListScopes(id, {}, ada.session)).scopes;

const attempts: Readonly<Record<string, (pats: Pats) => Promise<unknown>>> = {
  ViewPAT: () => pats.ViewPAT(id, eve.session),
  UpdateName: () => pats.UpdateName('Mine', id, eve.session),
  UpdateDescription: () => pats.UpdateDescription('Mine', id, eve.session),
  DeletePAT: () => pats.DeletePAT(id, eve.session),
  ResetSecret: () => pats.ResetSecret('1h', id, eve.session),
  RevokePAT: () => pats.RevokePAT(id, eve.session),
  AddScope: () => pats.AddScope([{ ...scope, operation: 'update' }], id, eve.session),
  ListScopes: () => pats.ListScopes(id, {}, eve.session),
  DeleteScopes: () => pats.DeleteScopes(id, [scopeId], eve.session),
  DeleteAllScopes: () => pats.DeleteAllScopes(id, eve.session),
};

describe('of another person’s token', () => {
  test.each(Object.entries(attempts))('%s: as if it were not there', async (_name, attempt) => {
    const before = await pats.ViewPAT(id, ada.session);
    expect((await refused(attempt(pats))).status).toBe(404);
    expect(await pats.ViewPAT(id, ada.session)).toEqual(before);
    expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(1);
    expect(await world.reads(secret, entity_id)).toBe(200);
  });

  test('its scopes are not removed by way of one’s own token', async () => {
    const { id: own = '' } = await pats.CreatePAT('probe', '1h', eve.session);
    expect((await refused(pats.DeleteScopes(own, [scopeId], eve.session))).status).toBe(404);
    expect((await pats.ListScopes(id, {}, ada.session)).total).toBe(1);
  });

  test('it is in no list but its owner’s, not even in that of an administrator', async () => {
    const admin = await world.site.server.bearer({ email: 'admin@example.test', picture: 'none' });
    const { authorization = '' } = admin.credentialHeaders();
    const theirs = await pats.ListPATS({ limit: 100 }, authorization.replace('Bearer ', ''));
    expect(theirs.pats.map((pat) => pat.id)).not.toContain(id);
    expect((await pats.ListPATS({ id }, eve.session)).total).toBe(0);
    expect((await pats.ListPATS({ id }, ada.session)).total).toBe(1);
  });

  test('to delete all deletes one’s own', async () => {
    await pats.DeleteAllPATs(eve.session);
    expect(await pats.ViewPAT(id, ada.session)).toMatchObject({ status: 'active' });
  });
});

test.each(['', 'undefined', 'nonsense', 'kwp_AAAA.BBBB'])(
  'with %j for a token nothing is told',
  async (token) => {
    expect((await refused(pats.ListPATS({}, token))).status).toBe(401);
    expect((await refused(pats.ViewPAT(id, token))).status).toBe(401);
    // Who asks is asked before what: whoever is nobody does not hear what is wrong with it.
    expect((await refused(pats.CreatePAT('', 'nonsense', token))).status).toBe(401);
    expect((await refused(pats.ListPATS({ limit: -1 }, token))).status).toBe(401);
  },
);

test('whoever guesses is slowed down here as everywhere', async () => {
  const server = await startTestServer({ env: { KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '3' } });
  try {
    const guess = () => refused(patsAt(server.url).ListPATS({}, 'kwp_AAAA.BBBB'));
    const answers = [await guess(), await guess(), await guess(), await guess()];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(answers[3]?.error).toContain('Wait');
  } finally {
    await server.stop();
  }
});
