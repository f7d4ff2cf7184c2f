import { siteId } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { accountsSite, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, made, newAccount, newToken, newOrganization, newProject, withToken, me } = site;
afterAll(() => server.stop());

const start = await server.as('member@example.test');
const old = await made(userTokens, { name: 'old' }, start);
const sent = await made(userTokens, { name: 'sent' }, start);
const narrow = await made(
  userTokens,
  {
    name: 'narrow',
    scopes: [
      { entity_type: 'user', operation: 'list' },
      { entity_type: 'user', operation: 'read' },
    ],
  },
  start,
);
const project = await newProject(await newOrganization());
const account = await newAccount({ home_id: project });
const robot = await newToken(account.id, { name: 'robot' });

// A hundred days later, two of the four are in use.
site.goTo(100 * dayMs);
const person = await server.as('member@example.test');
const admin = await server.as('admin@example.test');
await withToken(sent.created_token).get('/api/v2/auth/me');
await withToken(narrow.created_token).get('/api/v2/users');
const young = await made(userTokens, { name: 'young' }, person);

const unused = async (query = '', by: Client = person) => {
  const { status, body } = await by.get(`/api/v2/unused${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

test('tokens that nobody used are named, and scopes of those in use', async () => {
  const { tokens, scopes, num_tokens, num_scopes } = await unused();
  expect(idsOf(tokens)).toEqual([old.id]);
  expect(tokens[0]).toMatchObject({ name: 'old', owner: { kind: 'user' }, last_used_at: null });
  expect(scopes).toMatchObject([
    { token: { id: narrow.id, name: 'narrow' }, permission: 'user.read', target: { id: siteId } },
  ]);
  expect([num_tokens, num_scopes]).toEqual([1, 1]);
  expect(idsOf((await unused('?days=101')).tokens)).toEqual([]);
});

test('those of an account and a project are named to who lists its tokens', async () => {
  for (const query of [`?service_account_id=${account.id}`, `?resource_id=${project}`]) {
    expect(idsOf((await unused(query, admin)).tokens)).toEqual([robot.id]);
    expectErrorBody(await person.get(`/api/v2/unused${query}`), 'not_found');
  }
  const all = idsOf((await unused(`?resource_id=${siteId}`, admin)).tokens);
  expect(all).toEqual(expect.arrayContaining([old.id, robot.id]));
  expect(all).not.toContain(sent.id);
});

describe('removing', () => {
  const everything = async () => {
    const { scopes } = await unused();
    return { tokens: [old.id, sent.id, young.id], scopes: idsOf(scopes) };
  };

  test('is tried first, and then changes nothing', async () => {
    const { status, body } = await person.post('/api/v2/unused/remove?dry_run=true', {
      body: await everything(),
    });
    expect(status).toBe(200);
    expect(idsOf(body.tokens)).toEqual([old.id]);
    expect(body.scopes).toHaveLength(1);
    expect(body.spared.sort()).toEqual([sent.id, young.id].sort());
    // Nothing was revoked: it works, and so it is in use from now on.
    expect((await me(old.created_token)).status).toBe(200);
  });

  test('takes what was shown and is still unused, spares the rest, and leaves a record of each', async () => {
    const robots = { service_account_id: account.id, tokens: [robot.id, old.id] };
    expectErrorBody(await person.post('/api/v2/unused/remove', { body: robots }), 'not_found');
    const { body } = await admin.post('/api/v2/unused/remove', { body: robots });
    expect(body).toMatchObject({ revoked_tokens: 1, removed_scopes: 0, spared: [old.id] });
    expectErrorBody(await me(robot.created_token), 'token_revoked');
    const own = await person.post('/api/v2/unused/remove', { body: await everything() });
    // The old one was used meanwhile.
    expect(own.body).toMatchObject({ revoked_tokens: 0, removed_scopes: 1 });
    expect(own.body.spared).toContain(old.id);
    const someone = `/api/v2/users/${(await person.get('/api/v2/auth/me')).body.User.id}`;
    expectErrorBody(await withToken(narrow.created_token).get(someone), 'scope_missing');
    expect((await withToken(narrow.created_token).get('/api/v2/users')).status).toBe(200);
    const { items } = (await admin.get('/api/v2/audit-events')).body;
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'user_token.remove_scopes', target: { id: narrow.id } },
      { action: 'service_account_token.revoke', target: { id: robot.id } },
    ]);
  });

  test.each([
    ['resource_id', { user_id: siteId, resource_id: siteId }],
    ['days', { days: 0 }],
    ['tokens', { tokens: Array.from({ length: 201 }, () => siteId) }],
    ['tokens.0', { tokens: ['all'] }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await person.post('/api/v2/unused/remove', { body });
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });
});
