import { siteId } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { verify, verifySite } from '../verify/verify-kit.ts';
import { becomes, closeAll, verifierAccount, verifierAt } from './verifiers-kit.ts';

const site = await verifySite();
const { admin, gateway, server } = site;
const { url } = server;
const own = await verifierAccount(site);
afterEach(closeAll);
afterAll(() => server.stop());

const organization = await site.organization('Acme');
const project = await site.project(organization, 'Radio');
const permission = 'channel.publish';

const verifier = () => verifierAt({ url, token: own.token.text });
const accounts = '/api/v2/service-accounts';
const revoke = (token: { id: string }) =>
  admin.post(`/api/v2/service-account-tokens/${token.id}/revoke`);

test('it tells what the server tells, and tells it again without asking', async () => {
  const { token } = await site.account();
  const here = verifier();
  expect(here.verifyNow(token.text)).toBeUndefined();
  const told = await here.verify(token.text);
  expect(told).toEqual(await verify(gateway, { token: token.text }));
  expect(here.verifyNow(token.text)).toBe(told);
  const asked = { permission, resource: project };
  const may = await here.verify(token.text, asked);
  expect(may).toEqual(await verify(gateway, { token: token.text, ...asked }));
  expect(here.verifyNow(token.text, asked)).toBe(may);
});

test('the receipt of a revoke counts it, and comes after it has forgotten', async () => {
  const here = verifier();
  for (let round = 0; round < 10; round++) {
    const { token } = await site.account();
    expect(await here.verify(token.text)).toMatchObject({ valid: true });
    expect(here.verifyNow(token.text)).toBeDefined();
    const { confirmed } = await revoke(token);
    expect(here.verifyNow(token.text)).toBeUndefined();
    expect(confirmed).toMatchObject({ servers: 1, verifiers: 1, lapsed: [] });
    expect(await here.verify(token.text)).toMatchObject({ valid: false, code: 'revoked' });
  }
});

test('every way to lessen a right reaches it, and a right that is given back counts again', async () => {
  const here = verifier();
  const role = await admin.post('/api/v2/roles', {
    body: { name: 'Publisher', home_id: project, permissions: [permission] },
  });
  const grants = [{ resource_id: project, role_id: role.body.id }];
  const { id, token } = await site.account({ home_id: project, grants });
  const asked = { permission, resource: project };
  const reasonOf = async () => {
    const told = await here.verify(token.text, asked);
    return 'reason' in told ? told.reason : told.valid;
  };
  const set = async (path: string, body: unknown) =>
    expect((await admin.patch(path, { body })).status).toBe(200);
  expect(await reasonOf()).toBe('grant');
  await set(`/api/v2/roles/${role.body.id}`, { permissions: ['channel.subscribe'] });
  expect(await reasonOf()).toBe('no_grant');
  await set(`/api/v2/roles/${role.body.id}`, { permissions: [permission] });
  expect(await reasonOf()).toBe('grant');
  await set(`${accounts}/${id}`, { is_enabled: false });
  expect(await here.verify(token.text)).toMatchObject({ code: 'principal_inactive' });
  await set(`${accounts}/${id}`, { is_enabled: true });
  expect(await reasonOf()).toBe('grant');
});

test('what is nowhere may not be used there, and what comes later may', async () => {
  const here = verifier();
  const { token } = await site.account();
  const told = await here.verify(token.text, { permission, resource: '../../etc/passwd' });
  expect(told).toMatchObject({ valid: true, allowed: false, reason: 'no_grant' });
  const nowhere = { permission, resource: '00000000-0000-4000-8000-000000000000' };
  expect(await here.verify(token.text, nowhere)).toMatchObject({ reason: 'no_grant' });
  expect(here.verifyNow(token.text, nowhere)).toBeUndefined();
});

test('what is no token is not asked about, an unknown one always is, and no permission is made up', async () => {
  const here = verifier();
  expect(await here.verify('kwp_nonsense')).toEqual({ valid: false, code: 'malformed' });
  const unknown = `${'A'.repeat(22)}.${'A'.repeat(43)}`;
  expect(await here.verify(unknown)).toEqual({ valid: false, code: 'unknown' });
  expect(here.verifyNow(unknown)).toBeUndefined();
  const { token } = await site.account();
  for (const permission of ['channel.sing', 'Nonsense']) {
    const asking = here.verify(token.text, { permission, resource: siteId });
    await expect(asking).rejects.toMatchObject({ code: 'invalid_request' });
  }
  expect(here.state).toEqual({ is: 'live' });
});

test('a token that ends by itself is valid no longer than that', async () => {
  const here = verifier();
  const expires_at = new Date(Date.now() + 1500).toISOString();
  const { token } = await site.account({ token: { name: 'short', expires_at } });
  expect(await here.verify(token.text)).toMatchObject({ valid: true, expires_at });
  let validAt = 0;
  for (;;) {
    const began = Date.now();
    const { valid } = await here.verify(token.text);
    if (!valid) break;
    validAt = began;
    await new Promise(setImmediate);
  }
  expect(validAt).toBeLessThanOrEqual(Date.parse(expires_at));
  expect(await here.verify(token.text)).toMatchObject({ code: 'expired' });
});

test('many who ask the same at once are answered by one question, and the oldest answer goes first', async () => {
  const here = verifierAt({ url, token: own.token.text, maxEntries: 2 });
  const tokens = [(await site.account()).token, (await site.account()).token];
  const [first, second] = tokens.map(({ text }) => text) as [string, string];
  const all = await Promise.all(Array.from({ length: 100 }, () => here.verify(first)));
  expect(new Set(all).size).toBe(1);
  await here.verify(second);
  expect(here.verifyNow(first)).toBeDefined();
  await here.verify(second, { permission, resource: project });
  expect(here.verifyNow(first)).toBeUndefined();
  expect(here.verifyNow(second)).toBeDefined();
});

test('one whose own token is revoked says why, tells nothing more, and nobody waits for it', async () => {
  const mine = await verifierAccount(site);
  const here = verifierAt({ url, token: mine.token.text });
  const { token } = await site.account();
  expect(await here.verify(token.text)).toMatchObject({ valid: true });
  const { confirmed } = await revoke(mine.token);
  expect(confirmed?.took_ms).toBeLessThan(1500);
  expect(here.verifyNow(token.text)).toBeUndefined();
  expect(await here.verify(token.text)).toMatchObject({ valid: false, code: 'unavailable' });
  await becomes(here, 'lost');
  expect(here.state).toMatchObject({ code: 'token_revoked' });
});

test('a token that may not verify others is refused, with the reason', async () => {
  const { token } = await site.account();
  const here = verifierAt({ url, token: token.text });
  await becomes(here, 'lost');
  expect(here.state).toMatchObject({ code: 'forbidden' });
});
