import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { accounts, accountsSite, dayMs, tokens } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const site = await accountsSite();
const { server, admin, at, newAccount, newOrganization, newProject, goTo, me, withToken } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const organization = await newOrganization();
const project = await newProject(organization);
const { organizationAdmin, projectAdmin } = builtInRoles;

/** An Admin of the organization that is to end in a day. */
async function endingAdmin() {
  const grants = [{ resource_id: organization, role_id: organizationAdmin.id }];
  const { id, token } = await newAccount({
    ...{ home_id: organization, duration: '1d', grants, token: {} },
  });
  return { id, token, client: withToken(token.created_token) };
}

test('a service account does not put off its own end', async () => {
  const { id, client } = await endingAdmin();
  for (const expires_at of [null, at(30 * dayMs)]) {
    const refused = await client.patch(`${accounts}/${id}`, { body: { expires_at } });
    expectErrorBody(refused, 'beyond_own_rights');
  }
  expect((await admin.get(`${accounts}/${id}`)).body.expires_at).toBe(at(dayMs));
  const sooner = { expires_at: at(dayMs / 2), name: 'leaves early' };
  expect((await client.patch(`${accounts}/${id}`, { body: sooner })).status).toBe(200);
});

test('what it gives others ends with it at the latest', async () => {
  const { client } = await endingAdmin();
  const { id: principal_id } = await newAccount({ home_id: organization });
  const grant = { principal_id, resource_id: project, role_id: projectAdmin.id };
  for (const ends_at of [undefined, at(2 * dayMs)]) {
    const body = { ...grant, ends_at };
    expectErrorBody(await client.post('/api/v2/grants', { body }), 'beyond_own_rights');
  }
  const body = { ...grant, ends_at: at(dayMs) };
  expect((await client.post('/api/v2/grants', { body })).status).toBe(201);

  const role = { name: 'stays', home_id: project, permissions: ['env.read'] };
  expectErrorBody(await client.post('/api/v2/roles', { body: role }), 'beyond_own_rights');
});

test('it leaves behind no account and no secret that does more than it, and longer', async () => {
  const { client } = await endingAdmin();
  const heir = {
    name: 'heir',
    home_id: organization,
    grants: [{ resource_id: organization, role_id: organizationAdmin.id }],
    token: {},
  };
  expectErrorBody(await client.post(accounts, { body: heir }), 'beyond_own_rights');
  const { id } = await newAccount({ ...heir, name: 'lasting' });
  const body = { service_account_id: id };
  expectErrorBody(await client.post(tokens, { body }), 'beyond_own_rights');
  expectErrorBody(await client.post(`${accounts}/${id}/renew`), 'beyond_own_rights');
});

test('it renews its own secret, which ends with it all the same', async () => {
  const { id, token, client } = await endingAdmin();
  const renewed = await client.post(`${tokens}/${token.id}/renew`);
  expect(renewed.status, JSON.stringify(renewed.body)).toBe(200);
  const text = renewed.body.created_token;
  const again = await withToken(text).post(`${accounts}/${id}/renew`);
  expect(again.status).toBe(200);
  goTo(dayMs);
  expectErrorBody(await me(again.body.created_token), 'principal_inactive');
});
