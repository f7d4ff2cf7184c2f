import { siteId } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { accountsSite, tokens as accountTokens } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { kindsOfTokens, lastEvent, userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, me, withToken, newOrganization, newProject } = site;
afterAll(() => server.stop());

const kinds = await kindsOfTokens(site);
const listUsers = { entity_type: 'user', operation: 'list' };
const readUsers = { entity_type: 'user', operation: 'read' };

describe.each(kinds)('making a $kind', ({ path, make, read }) => {
  test('with scopes makes it scoped, without them full', async () => {
    const full = await make();
    expect([full['access'], full['num_scopes']]).toEqual(['full', 0]);
    const scoped = await make({ scopes: [listUsers, readUsers] });
    expect([scoped['access'], scoped['num_scopes']]).toEqual(['scoped', 2]);
    const { items } = (await admin.get(`${path}/${scoped.id}/scopes`)).body;
    expect(items.map(({ operation }: { operation: string }) => operation).sort()).toEqual([
      'list',
      'read',
    ]);
    expect((await lastEvent(site, scoped.id)).details).toMatchObject({
      access: 'scoped',
      num_scopes: 2,
    });
    expect((await lastEvent(site, full.id)).details).toMatchObject({ access: 'full' });
  });

  test('scoped without any makes one that reads and revokes itself alone', async () => {
    for (const body of [{ access: 'scoped' }, { scopes: [] }, { access: 'scoped', scopes: [] }]) {
      const { id, created_token, ...token } = await make(body);
      expect([token['access'], token['num_scopes']]).toEqual(['scoped', 0]);
      const itself = withToken(created_token);
      expect((await itself.get(`${path}/${id}`)).body.abilities).toEqual(['revoke']);
      expectErrorBody(await itself.get('/api/v2/users'), 'scope_missing');
      expect((await itself.post(`${path}/${id}/revoke`)).body.state).toBe('revoked');
      expectErrorBody(await me(created_token), 'token_revoked');
    }
  });

  test('its owner is offered to change the scopes of a scoped one, and of no other', async () => {
    const { id } = await make({ scopes: [listUsers] });
    expect((await read(id)).body.abilities).toEqual([
      ...['update', 'revoke', 'delete', 'renew', 'rotate', 'change_scopes'],
    ]);
    expect((await read((await make()).id)).body.abilities).not.toContain('change_scopes');
  });
});

const refused: [string, Record<string, unknown>][] = [
  ['scopes', { access: 'full', scopes: [listUsers] }],
  ['access', { access: 'some' }],
  ['scopes.0.operation', { scopes: [{ entity_type: 'user', operation: 'fly' }] }],
  ['scopes.1.entity_type', { scopes: [listUsers, { entity_type: 'unicorn', operation: 'read' }] }],
  ['scopes.0.operation', { scopes: [{ entity_type: 'user_token', operation: 'create' }] }],
  ['scopes', { scopes: 'all' }],
];
test.each(refused)(
  '%s is named where it is wrong, and no token is made: %j',
  async (field, body) => {
    const account = await site.newAccount();
    const count = async () => (await admin.get(`${userTokens}?mine=true`)).body.num_total;
    const before = await count();
    const personal = await admin.post(userTokens, { body });
    expectErrorBody(personal, 'invalid_request');
    expect(personal.body.fields[0].field).toBe(field);
    const ofAccount = await admin.post(accountTokens, {
      body: { service_account_id: account.id, ...body },
    });
    expect(ofAccount.body.fields[0].field).toBe(field);
    expect(await count()).toBe(before);
    expect((await admin.get(`/api/v2/service-accounts/${account.id}`)).body.num_tokens).toBe(0);
  },
);

test('a service account is made with a scoped first token, and not at all where a scope is wrong', async () => {
  const body = { name: 'with scopes', token: { name: 'first', scopes: [listUsers] } };
  const { id, token } = await site.made('/api/v2/service-accounts', body);
  expect(token).toMatchObject({ access: 'scoped', num_scopes: 1, service_account_id: id });
  const wrong = await admin.post('/api/v2/service-accounts', {
    body: { name: 'never made', token: { scopes: [{ entity_type: 'user', operation: 'fly' }] } },
  });
  expectErrorBody(wrong, 'invalid_request');
  expect(wrong.body.fields[0].field).toBe('token.scopes.0.operation');
  const found = await admin.get('/api/v2/service-accounts?search=never made');
  expect(found.body.num_total).toBe(0);
});

test('nobody makes a token with a scope beyond what its owner may do', async () => {
  const project = await newProject(await newOrganization());
  const person = await site.personWith(project, { permissions: ['channel.list'] });
  const make = (operation: string) =>
    person.post(userTokens, {
      body: { scopes: [{ entity_type: 'channel', operation, project_id: project }] },
    });
  expect((await make('list')).status).toBe(201);
  expectErrorBody(await make('publish'), 'beyond_own_rights');
  expect((await person.get(`${userTokens}?mine=true`)).body.num_total).toBe(1);
});

test('what a scoped token is told of tokens is cut by its scopes', async () => {
  const [person] = kinds;
  if (!person) throw new Error('No kind of token.');
  const { id, created_token } = await person.make({ scopes: [listUsers] });
  const itself = withToken(created_token);
  const other = await person.make();
  expect((await itself.get(`${person.path}/${id}`)).status).toBe(200);
  expect((await itself.get(`${person.path}/${other.id}`)).status).toBeGreaterThanOrEqual(403);
  expectErrorBody(await itself.get(person.path), 'scope_missing');
  expect((await itself.post(`${person.path}/${other.id}/revoke`)).status).toBeGreaterThanOrEqual(
    403,
  );
  expect((await me(other.created_token)).status).toBe(200);
});

test('a scoped token of a site administrator makes and widens no token either', async () => {
  const everything = [
    { entity_type: 'user_token', operations: ['read', 'list', 'revoke'] },
    { entity_type: 'service_account', operations: ['create', 'read', 'list', 'update'] },
    { entity_type: 'service_account_token', operations: ['read', 'list'] },
    { entity_type: 'token', operations: ['rotate'] },
  ];
  const { id, created_token } = await site.made(userTokens, { scopes: everything });
  const account = await site.newAccount();
  const ofAccount = await site.newToken(account.id);
  const itself = withToken(created_token);
  const more = { scopes: [readUsers] };
  for (const denied of [
    await itself.post(userTokens, { body: {} }),
    await itself.post(`${userTokens}/${id}/scopes`, { body: more }),
    await itself.delete(`${userTokens}/${id}/scopes`),
    await itself.post(`${userTokens}/${id}/renew`),
    await itself.patch(`${userTokens}/${id}`, { body: { name: 'x' } }),
    await itself.delete(`${userTokens}/${id}`),
    await itself.delete(userTokens),
    await itself.post(accountTokens, { body: { service_account_id: account.id } }),
    await itself.post(`${accountTokens}/${ofAccount.id}/renew`),
    await itself.post(`${accountTokens}/${ofAccount.id}/rotate`),
    await itself.post(`${accountTokens}/${ofAccount.id}/regenerate`),
    await itself.post(`/api/v2/service-accounts/${account.id}/renew`),
    await itself.post('/api/v2/bot-tokens', { body: { bot_id: account.id } }),
  ]) {
    expectErrorBody(denied, 'scoped_token_refused');
  }
  // Nor by the way round, with an account that has a token from the start.
  const made = await itself.post('/api/v2/service-accounts', {
    body: { name: 'round', home_id: siteId, token: {} },
  });
  expect(made.status, JSON.stringify(made.body)).toBeGreaterThanOrEqual(403);
  expect((await admin.get(`${userTokens}/${id}`)).body.num_scopes).toBe(8 + 2);
  expect((await me(ofAccount.created_token)).status).toBe(200);
});
