import { expect } from 'vitest';
import type { Method, Pats } from './sdk.ts';
import type { World } from './world.ts';

/** One that is left out does not compile. */
type Driven = { readonly [M in Method]: (pats: Pats, world: World) => Promise<void> };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const token = /^kwp_[\w-]{22}\.[\w-]{48}$/;

/** How each method is driven, and what comes of it. */
export const driven: Driven = {
  async CreatePAT(pats, { ada }) {
    const pat = await pats.CreatePAT('Sensor', '30d', ada.session, 'In the hall');
    expect(pat).toMatchObject({
      id: expect.stringMatching(uuid),
      user: ada.id,
      user_id: ada.id,
      name: 'Sensor',
      description: 'In the hall',
      secret: expect.stringMatching(token),
      status: 'active',
      revoked: false,
      issued_at: expect.stringMatching(time),
      expires_at: expect.stringMatching(time),
      updated_at: expect.stringMatching(time),
    });
    expect(Date.parse(String(pat.expires_at)) - Date.parse(String(pat.issued_at))).toBe(
      30 * 86_400_000,
    );
    expect(pat).not.toHaveProperty('last_used_at');
    expect(pat).not.toHaveProperty('revoked_at');
  },
  async ListPATS(pats, world) {
    const { id } = await world.newPat();
    const page = await pats.ListPATS({ offset: 0, limit: 5, status: 'active' }, world.ada.session);
    expect(page).toMatchObject({ offset: 0, limit: 5, total: expect.any(Number) });
    expect(page.pats.map((pat) => pat.id)).toContain(id);
    expect(page.pats.every((pat) => !('secret' in pat))).toBe(true);
  },
  async ViewPAT(pats, world) {
    const { id } = await world.newPat();
    const pat = await pats.ViewPAT(id, world.ada.session);
    expect(pat).toMatchObject({ id, name: 'probe', user: world.ada.id, status: 'active' });
    expect(pat).not.toHaveProperty('secret');
  },
  async UpdateName(pats, world) {
    const { id } = await world.newPat();
    const pat = await pats.UpdateName('Gate', id, world.ada.session);
    expect(pat).toMatchObject({ id, name: 'Gate' });
  },
  async UpdateDescription(pats, world) {
    const { id } = await world.newPat();
    const pat = await pats.UpdateDescription('At the gate', id, world.ada.session);
    expect(pat).toMatchObject({ id, name: 'probe', description: 'At the gate' });
    expect(await pats.UpdateDescription('', id, world.ada.session)).toMatchObject({
      description: '',
    });
  },
  async AddScope(pats, world) {
    const { id, secret } = await world.newPat();
    expect(await world.reads(secret, world.hall)).toBe(404);
    const scope = { entity_type: 'channels', domain_id: world.domain, operation: 'read' } as const;
    const answer = await pats.AddScope(
      [{ ...scope, entity_id: world.hall }],
      id,
      world.ada.session,
    );
    expect(answer.status).toBe(200);
    expect(await world.reads(secret, world.hall)).toBe(200);
    expect(await world.reads(secret, world.yard)).toBe(404);
  },
  async ListScopes(pats, world) {
    const { id } = await withScopes(pats, world);
    const page = await pats.ListScopes(id, { offset: 0, limit: 10 }, world.ada.session);
    expect(page).toMatchObject({ total: 2, offset: 0, limit: 10 });
    expect(page.scopes).toHaveLength(2);
    expect(page.scopes).toContainEqual({
      id: expect.stringMatching(uuid),
      pat_id: id,
      entity_type: 'messages',
      domain_id: world.domain,
      optional_domain_id: world.domain,
      operation: 'publish',
      entity_id: world.hall,
    });
    expect(page.scopes).toContainEqual(
      expect.objectContaining({ entity_type: 'channels', operation: 'read', entity_id: '*' }),
    );
  },
  async DeleteScopes(pats, world) {
    const { id, secret } = await withScopes(pats, world);
    const { scopes } = await pats.ListScopes(id, {}, world.ada.session);
    const reading = scopes.filter(({ operation }) => operation === 'read');
    expect(await world.reads(secret, world.yard)).toBe(200);
    const ids = reading.map((scope) => scope.id ?? '');
    expect((await pats.DeleteScopes(id, ids, world.ada.session)).status).toBe(200);
    expect(await world.reads(secret, world.yard)).toBe(404);
    expect((await pats.ListScopes(id, {}, world.ada.session)).total).toBe(1);
  },
  async DeleteAllScopes(pats, world) {
    const { id, secret } = await withScopes(pats, world);
    expect((await pats.DeleteAllScopes(id, world.ada.session)).status).toBe(200);
    expect((await pats.ListScopes(id, {}, world.ada.session)).total).toBe(0);
    expect(await world.reads(secret, world.yard)).toBe(404);
  },
  async RevokePAT(pats, world) {
    const { id, secret } = await withScopes(pats, world);
    expect((await pats.RevokePAT(id, world.ada.session)).status).toBe(204);
    expect(await world.reads(secret, world.yard)).toBe(401);
    expect(await pats.ViewPAT(id, world.ada.session)).toMatchObject({
      status: 'revoked',
      revoked: true,
      revoked_at: expect.stringMatching(time),
    });
  },
  async ResetSecret(pats, world) {
    const { id, secret } = await withScopes(pats, world);
    await pats.RevokePAT(id, world.ada.session);
    const pat = await pats.ResetSecret('48h', id, world.ada.session);
    expect(pat).toMatchObject({ id, name: 'probe', status: 'active', revoked: false });
    expect(pat.secret).toMatch(token);
    expect(await world.reads(secret, world.yard)).toBe(401);
    expect(await world.reads(pat.secret ?? '', world.yard)).toBe(200);
  },
  async DeletePAT(pats, world) {
    const { id, secret } = await world.newPat();
    expect((await pats.DeletePAT(id, world.ada.session)).status).toBe(204);
    expect(await world.reads(secret, world.hall)).toBe(401);
    await expect(pats.ViewPAT(id, world.ada.session)).rejects.toMatchObject({ status: 404 });
  },
  async DeleteAllPATs(pats, world) {
    const { secret } = await world.newPat();
    const { secret: others } = await pats.CreatePAT('probe', '1h', world.eve.session);
    expect((await pats.DeleteAllPATs(world.ada.session)).status).toBe(200);
    expect((await pats.ListPATS({}, world.ada.session)).total).toBe(0);
    expect(await world.reads(secret, world.hall)).toBe(401);
    expect(await world.reads(others ?? '', world.hall)).toBe(404);
  },
};

/** A token that may read all channels of the domain, and publish to one. */
async function withScopes(pats: Pats, world: World): Promise<{ id: string; secret: string }> {
  const pat = await world.newPat();
  const { domain: domain_id, hall, ada } = world;
  await pats.AddScope(
    [
      { entity_type: 'channels', domain_id, operation: 'read', entity_id: '*' },
      { entity_type: 'messages', domain_id, operation: 'publish', entity_id: hall },
    ],
    pat.id,
    ada.session,
  );
  return pat;
}
