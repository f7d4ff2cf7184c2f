import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { accounts, accountsSite, dayMs, tokens } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const site = await accountsSite();
const { server, admin, at, made, newAccount, newOrganization, newProject, newEnv } = site;
const { goTo, me, personWith, withToken } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const { projectAdmin, envUser } = builtInRoles;
const count = 0;

const organization = await newOrganization();
const project = await newProject(organization);
const sibling = await newProject(organization);
const env = await newEnv(project);
const projectAdminPerson = await personWith(project, { role_id: projectAdmin.id });

test('the lists tell enabled, disabled and expired ones apart, by the clock', async () => {
  const home_id = await newProject(organization);
  const [lasting, ending, off] = [
    await newAccount({ home_id }),
    await newAccount({ home_id, duration: '1d' }),
    await newAccount({ home_id, duration: '1d' }),
  ];
  await admin.patch(`${accounts}/${off.id}`, { body: { is_enabled: false } });
  const idsIn = async (state: string) =>
    (await admin.get(`${accounts}?home_id=${home_id}&state=${state}`)).body.items.map(
      ({ id }: never) => id,
    );
  expect(await idsIn('enabled')).toEqual([lasting.id, ending.id]);
  goTo(dayMs);
  expect(await idsIn('enabled')).toEqual([lasting.id]);
  expect(await idsIn('expired')).toEqual([ending.id]);
  expect(await idsIn('disabled')).toEqual([off.id]);
  expect((await admin.get(`${accounts}/${off.id}`)).body.state).toBe('disabled');
});

test('a disabled account’s tokens are refused and say why; enabling restores them', async () => {
  const { id, token } = await newAccount({ token: {} });
  const itself = withToken(token.created_token);
  const set = (is_enabled: boolean) => admin.patch(`${accounts}/${id}`, { body: { is_enabled } });
  expect((await set(false)).body.state).toBe('disabled');
  const refused = await itself.get('/api/v2/auth/me');
  expectErrorBody(refused, 'principal_inactive');
  expect(refused.body.message).toMatch(/service account is disabled/);
  expect((await set(true)).body.state).toBe('enabled');
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
});

test('an expired account’s tokens are refused; a later date, or never, restores them', async () => {
  const { id, token } = await newAccount({ duration: '1d', token: {} });
  const itself = withToken(token.created_token);
  const setEnd = (expires_at: string | null) =>
    admin.patch(`${accounts}/${id}`, { body: { expires_at } });
  goTo(dayMs - 1);
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  goTo(dayMs);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'principal_inactive');
  expectErrorBody(await setEnd(at(dayMs - 1000)), 'invalid_request');
  expect((await setEnd(at(2 * dayMs))).body).toMatchObject({
    state: 'enabled',
    expires_at: at(2 * dayMs),
  });
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  goTo(2 * dayMs);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'principal_inactive');
  expect((await setEnd(null)).body.expires_at).toBeNull();
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
});

test('every change of an account is on the record with what it was, and none is where nothing changed', async () => {
  const { id, name } = await newAccount({ home_id: project });
  const change = (body: unknown) => admin.patch(`${accounts}/${id}`, { body });
  const to = { name: `renamed ${count}`, description: 'what for', is_enabled: false };
  expect((await change(to)).body).toMatchObject({ name: to.name, state: 'disabled' });
  await change(to);
  await change({});
  const { items, num_total } = (
    await admin.get(`/api/v2/audit-events?target_id=${id}&action=service_account.update`)
  ).body;
  expect(num_total).toBe(1);
  expect(items[0].details).toMatchObject({
    parent_id: project,
    name: { from: name, to: to.name },
    description: { from: '', to: 'what for' },
    is_enabled: { from: true, to: false },
  });
});

test('names differ at one home in more than case, and may be the same at two', async () => {
  const { name } = await newAccount({ name: 'Twin ﬁ', home_id: project });
  expectErrorBody(
    await admin.post(accounts, { body: { name: 'TWIN FI', home_id: project } }),
    'conflict',
  );
  await newAccount({ name, home_id: sibling });
  const { id } = await newAccount({ home_id: project });
  const clash = await admin.patch(`${accounts}/${id}`, { body: { name: 'twin fi' } });
  expectErrorBody(clash, 'conflict');
  expect(clash.body.message).toContain('Twin ﬁ');
});

test('deleting says first what would stop working, and then leaves nothing but the record', async () => {
  const { id, name, token, grants } = await newAccount({
    home_id: project,
    grants: [{ resource_id: env, role_id: envUser.id }],
    token: {},
  });
  const itself = withToken(token.created_token);
  await itself.get('/api/v2/auth/me');
  await made(tokens, { service_account_id: id });
  const tried = await admin.delete(`${accounts}/${id}?dry_run=true`);
  expect([tried.status, tried.body]).toEqual([
    200,
    { dry_run: true, tokens: 2, grants: 1, last_used: tried.body.last_used },
  ]);
  expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
  expect((await admin.delete(`${accounts}/${id}`)).status).toBe(204);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
  for (const path of [
    `${accounts}/${id}`,
    `${tokens}?service_account_id=${id}`,
    `${tokens}/${token.id}`,
    `/api/v2/grants/${grants[0].id}`,
  ]) {
    expectErrorBody(await admin.get(path), 'not_found');
  }
  expectErrorBody(await admin.delete(`${accounts}/${id}`), 'not_found');
  expectErrorBody(await admin.post(tokens, { body: { service_account_id: id } }), 'not_found');
  expectErrorBody(await admin.post(`${accounts}/${id}/renew`), 'not_found');
  const [deleted] = (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;
  expect(deleted).toMatchObject({
    action: 'service_account.delete',
    target: { name },
    details: { tokens: 2, grants: 1, parent_id: project },
  });
  const again = await newAccount({ name, home_id: project });
  expect(again.id).not.toBe(id);
});

test('nobody revives an account that can do more than they can', async () => {
  const { id } = await newAccount({
    home_id: project,
    duration: '1d',
    grants: [{ resource_id: project, role_id: projectAdmin.id }],
  });
  const keeper = await personWith(project, {
    permissions: ['service_account.read', 'service_account.update'],
  });
  const change = (body: unknown) => keeper.patch(`${accounts}/${id}`, { body });
  expect((await change({ is_enabled: false, description: 'off' })).status).toBe(200);
  expectErrorBody(await change({ is_enabled: true }), 'beyond_own_rights');
  expectErrorBody(await change({ expires_at: at(2 * dayMs) }), 'beyond_own_rights');
  expectErrorBody(await change({ expires_at: null }), 'beyond_own_rights');
  expect((await change({ expires_at: at(dayMs / 2) })).status).toBe(200);
  expect(
    (await projectAdminPerson.patch(`${accounts}/${id}`, { body: { is_enabled: true } })).status,
  ).toBe(200);
});

test('accounts go with the project they are at home in, and their tokens with them', async () => {
  const home_id = await newProject(organization);
  const inside = await newEnv(home_id);
  const grants = [{ resource_id: inside, role_id: envUser.id }];
  const { id, name, token } = await newAccount({ home_id, grants, token: {} });
  const elsewhere = await newAccount({ home_id: project, token: {} });
  const stream = await fetch(`${server.url}/api/v2/events`, {
    headers: { 'x-platz-token': token.created_token },
  });
  const tried = (await admin.delete(`/api/v2/projects/${home_id}?dry_run=true`)).body;
  expect(tried).toMatchObject({ service_accounts: 1, tokens: 1, grants: 1 });
  expect((await me(token.created_token)).status).toBe(200);
  expect((await admin.delete(`/api/v2/projects/${home_id}`)).status).toBe(204);
  expectErrorBody(await me(token.created_token), 'token_revoked');
  // Ends only where the server lets go.
  await stream.text();
  expectErrorBody(await admin.get(`${accounts}/${id}`), 'not_found');
  expect((await me(elsewhere.token.created_token)).status).toBe(200);
  const made = (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;
  expect(made[0].target.name).toBe(name);
});

test('accounts made in a project while it is deleted go with it, or are not made', async () => {
  for (let round = 0; round < 5; round++) {
    const home_id = await newProject(organization);
    const make = (name: string) => admin.post(accounts, { body: { name, home_id, token: {} } });
    const [gone, ...answers] = await Promise.all([
      admin.delete(`/api/v2/projects/${home_id}`),
      ...['a', 'b', 'c', 'd'].map(make),
    ]);
    expect(gone.status).toBe(204);
    for (const answer of answers) {
      if (answer.status !== 201) expectErrorBody(answer, 'not_found');
      else expectErrorBody(await me(answer.body.token.created_token), 'token_revoked');
    }
  }
});
