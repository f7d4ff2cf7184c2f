import { afterAll, expect, test } from 'vitest';
import { made } from '../api/made.ts';
import { verify, verifySite } from './verify-kit.ts';

const start = Date.now();
let ahead = 0;
const site = await verifySite({ clock: () => start + ahead });
const { admin, gateway, server } = site;
afterAll(() => server.stop());

const unknown = { valid: false, code: 'unknown' };

test('a token is valid, and its principal, its name and what it is for are told', async () => {
  const { id, token } = await site.account({ name: 'deployer' });
  const told = await verify(gateway, { token: token.text });
  expect(told).toEqual({
    valid: true,
    principal: { kind: 'service_account', id, name: 'deployer' },
    token: { id: token.id, name: expect.any(String) },
    expires_at: null,
    access: 'full',
    scopes: null,
  });
});

test('what is no token, or an unknown one, or the wrong secret of a known one, is told apart no further', async () => {
  const { token } = await site.account();
  const other = await site.account();
  const swapped = `${token.text.slice(0, 26)}${other.token.text.slice(26)}`;
  expect(await verify(gateway, { token: '' })).toEqual({ valid: false, code: 'malformed' });
  expect(await verify(gateway, { token: swapped })).toEqual({ valid: false, code: 'malformed' });
  const foreign = `${'A'.repeat(22)}.${'A'.repeat(43)}`;
  expect(await verify(gateway, { token: foreign })).toEqual(unknown);
  expect(await verify(gateway, { token: foreign, permission: 'env.read' })).toEqual({
    ...unknown,
    allowed: false,
    reason: 'not_valid',
  });
});

test('a revoked, expired or disabled one says so, and the right secret alone is told', async () => {
  const { id, token } = await site.account({
    token: { name: 'short', expires_at: new Date(start + 60_000).toISOString() },
  });
  const asked = { token: token.text, permission: 'env.read' };
  expect(await verify(gateway, asked)).toMatchObject({ valid: true, reason: 'no_grant' });
  await admin.patch(`/api/v2/service-accounts/${id}`, { body: { is_enabled: false } });
  expect(await verify(gateway, asked)).toMatchObject({
    valid: false,
    code: 'principal_inactive',
    principal: { id },
    reason: 'not_valid',
  });
  await admin.patch(`/api/v2/service-accounts/${id}`, { body: { is_enabled: true } });
  ahead = 60_000;
  expect(await verify(gateway, asked)).toMatchObject({ valid: false, code: 'expired' });
  ahead = 0;
  expect(await verify(gateway, asked)).toMatchObject({ valid: true });
  const { status } = await admin.post(`/api/v2/service-account-tokens/${token.id}/revoke`);
  expect(status).toBe(200);
  expect(await verify(gateway, asked)).toMatchObject({ valid: false, code: 'revoked' });
});

test('whether it may do something follows from grants, scopes and the place at once', async () => {
  const project = await site.project(await site.organization('Alder'), 'Alder one');
  const other = await site.project(await site.organization('Birch'), 'Birch one');
  const { id, token } = await site.account();
  const ask = (more: object) => verify(gateway, { token: token.text, ...more });
  const onProject = { permission: 'project.read', resource: project };
  expect(await ask(onProject)).toMatchObject({ valid: true, allowed: false, reason: 'no_grant' });
  const { id: grant } = await made(
    admin.post('/api/v2/grants', {
      body: { principal_id: id, resource_id: project, permissions: ['project.read'] },
    }),
  );
  expect(await ask(onProject)).toMatchObject({ allowed: true, reason: 'grant' });
  expect(await ask({ permission: 'project.read', project })).toMatchObject({ allowed: true });
  expect(await ask({ ...onProject, project: other })).toMatchObject({ reason: 'no_grant' });
  expect(await ask({ permission: 'project.read' })).toMatchObject({ reason: 'no_grant' });
  expect((await admin.delete(`/api/v2/grants/${grant}`)).status).toBeLessThan(300);
  expect(await ask(onProject)).toMatchObject({ allowed: false, reason: 'no_grant' });
});

test('who may verify in one organization learns nothing of tokens elsewhere, and who may nowhere hears 403', async () => {
  const [mine, theirs] = [await site.organization('Cedar'), await site.organization('Elder')];
  const verifier = await site.verifierAt(mine, mine);
  const here = await site.account({ home_id: mine });
  const there = await site.account({ home_id: theirs });
  const person = await server.token('member@example.test');
  const personal = person.credentialHeaders()['x-platz-token'];
  expect(await verify(verifier, { token: here.token.text })).toMatchObject({ valid: true });
  expect(await verify(verifier, { token: there.token.text })).toEqual(unknown);
  expect(await verify(verifier, { token: personal })).toEqual(unknown);
  expect(await verify(gateway, { token: personal })).toMatchObject({ valid: true });
  const nobody = site.withToken(here.token.text);
  const { status, body } = await nobody.post('/api/v2/verify', { body: { token: 'x' } });
  expect({ status, body }).toMatchObject({
    status: 403,
    body: { code: 'forbidden', permission: 'token.verify' },
  });
});

test('the old secret of a rotation is dead once the new one was verified', async () => {
  const { token } = await site.account();
  const rotated = await admin.post(`/api/v2/service-account-tokens/${token.id}/rotate`, {
    body: { keep_old_for: '1h' },
  });
  expect(rotated.status).toBe(200);
  expect(await verify(gateway, { token: token.text })).toMatchObject({ valid: true });
  expect(await verify(gateway, { token: rotated.body.created_token })).toMatchObject({
    valid: true,
  });
  expect(await verify(gateway, { token: token.text })).toEqual(unknown);
});

test('a hundred are answered in their order, the same one a hundred times too; one more is refused', async () => {
  const { token } = await site.account();
  const items = Array.from({ length: 100 }, (_, n) => ({ token: n % 3 ? token.text : `no ${n}` }));
  const told = await verify(gateway, { items });
  expect(told.items.map(({ valid }: { valid: boolean }) => valid)).toEqual(
    items.map((_, n) => n % 3 !== 0),
  );
  const { status } = await gateway.post('/api/v2/verify', {
    body: { items: [...items, { token: 'x' }] },
  });
  expect(status).toBe(400);
});

test('what is wrong with a question is said by its field', async () => {
  const ask = async (body: object) => (await gateway.post('/api/v2/verify', { body })).body;
  const fieldOf = async (body: object) => (await ask(body)).fields?.[0]?.field;
  expect(await fieldOf({ token: 'x', permission: 'env.fly' })).toBe('permission');
  expect(await fieldOf({ token: 'x', permission: 'robot.start' })).toBe('permission');
  expect(
    await fieldOf({ items: [{ token: 'x' }, { token: 'x', audience: 'https://a.test' }] }),
  ).toBe('items.1.audience');
  expect(await fieldOf({ items: [{ token: 7 }] })).toBe('items.0.token');
  expect(await ask({ token: 'x', audience: server.url })).toMatchObject({ code: 'malformed' });
});
