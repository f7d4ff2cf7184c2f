import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { addScopes, scope, scopesOf, scopesPath, scopesSite, textOf } from './scopes-kit.ts';

const site = await scopesSite();
const { server, admin, scopedToken, accountToken, entity } = site;
afterAll(() => server.stop());

const project = await site.project(await site.organization());
const channel = await entity(project);
const nowhere = '01890000-0000-7000-8000-000000000000';

const three = [
  scope('channel.publish', { entity: channel }),
  scope('channel.read', { project }),
  scope('env.list'),
];

async function idsOf(by: Client, id: string): Promise<string[]> {
  const { body } = await by.get(scopesPath(id));
  return body.items.map((one: { id: string }) => one.id);
}

async function events(tokenId: string): Promise<{ action: string; details: Details }[]> {
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${tokenId}`);
  return body.items;
}
interface Details {
  readonly num_scopes: number;
  readonly scopes: readonly { permission: string; target_kind: string; target_name: string }[];
}

test('one is removed, and what it let the token do is refused from the next request on', async () => {
  const { id, client } = await scopedToken(admin, three);
  const [publish = '', read = ''] = await idsOf(admin, id);
  const look = () => client.get(`/api/v2/entities/${channel}`);
  expect((await look()).status).toBe(200);
  expect((await admin.delete(`${scopesPath(id)}/${read}`)).status).toBe(204);
  expect((await look()).status).toBe(404);
  expect(await idsOf(admin, id)).not.toContain(read);
  expect(await idsOf(admin, id)).toContain(publish);
  expectErrorBody(await admin.delete(`${scopesPath(id)}/${read}`), 'not_found');
});

test('several are removed, all or none', async () => {
  const { id } = await scopedToken(admin, three);
  const [first = '', second = ''] = await idsOf(admin, id);
  const remove = (scope_ids: string[]) =>
    admin.post(`${scopesPath(id)}/remove`, { body: { scope_ids } });
  const some = await remove([first, nowhere]);
  expectErrorBody(some, 'not_found');
  expect(some.body.message).toContain(nowhere);
  expect(await idsOf(admin, id)).toHaveLength(3);
  expect((await remove([first, second, first])).body).toEqual({ removed: 2 });
  expect(await scopesOf(admin, id)).toEqual(['env.list on everything']);
  expectErrorBody(await remove([]), 'invalid_request');
});

test('all are removed: the token reads and revokes itself, and nothing else', async () => {
  const { id, client } = await scopedToken(admin, three);
  expect((await admin.delete(scopesPath(id))).body).toEqual({ removed: 3 });
  expect((await admin.delete(scopesPath(id))).body).toEqual({ removed: 0 });
  expect(await scopesOf(admin, id)).toEqual([]);
  expectErrorBody(await client.get('/api/v2/envs'), 'scope_missing');
  expect((await client.get('/api/v2/auth/me')).status).toBe(200);
  expect((await client.get(`/api/v2/user-tokens/${id}`)).body).toMatchObject({ id, num_scopes: 0 });
  expect((await client.get(scopesPath(id))).status).toBe(200);
  expect((await client.post(`/api/v2/user-tokens/${id}/revoke`)).status).toBe(200);
  expectErrorBody(await client.get('/api/v2/auth/me'), 'token_revoked');
});

test('what came and went stands on the record, with what it was on', async () => {
  const { id } = await scopedToken(admin, [three[0] ?? scope('env.list')]);
  await addScopes(admin, id, [scope('channel.publish', { project })], { remove_covered: true });
  await admin.delete(scopesPath(id));
  const said = (await events(id)).filter(({ action }) => action.endsWith('_scopes'));
  const inProject = { permission: 'channel.publish', target_kind: 'project' };
  const onChannel = { permission: 'channel.publish', target_kind: 'channel' };
  expect(said.map(({ action, details }) => [action, details.num_scopes])).toEqual(
    expect.arrayContaining([
      ['user_token.add_scopes', 1],
      ['user_token.remove_scopes', 1],
      ['user_token.remove_scopes', 1],
    ]),
  );
  expect(said).toHaveLength(3);
  const named = said.flatMap(({ details }) => details.scopes);
  expect(named).toEqual(
    expect.arrayContaining([
      expect.objectContaining(inProject),
      expect.objectContaining(onChannel),
    ]),
  );
});

test('another person’s token is not there, and its scopes stay as they are', async () => {
  const { id } = await scopedToken(admin, three);
  const [one = ''] = await idsOf(admin, id);
  const { client } = await site.somebody();
  const before = await scopesOf(admin, id);
  const answers = await Promise.all([
    client.get(scopesPath(id)),
    addScopes(client, id, [scope('user.list')]),
    client.delete(`${scopesPath(id)}/${one}`),
    client.post(`${scopesPath(id)}/remove`, { body: { scope_ids: [one] } }),
    client.delete(scopesPath(id)),
  ]);
  for (const answer of answers) expectErrorBody(answer, 'not_found');
  expect(await scopesOf(admin, id)).toEqual(before);
});

test('a scope of another token is not there, even of one’s own', async () => {
  const [mine, other] = [await scopedToken(admin, three), await scopedToken(admin, three)];
  const [ofOther = ''] = await idsOf(admin, other.id);
  expectErrorBody(await admin.delete(`${scopesPath(mine.id)}/${ofOther}`), 'not_found');
  const body = { scope_ids: [ofOther] };
  expectErrorBody(await admin.post(`${scopesPath(mine.id)}/remove`, { body }), 'not_found');
  expect(await idsOf(admin, other.id)).toHaveLength(3);
  expect(await idsOf(admin, mine.id)).toHaveLength(3);
});

test('a service account’s token is no person’s, and a person’s no service account’s', async () => {
  const ofAccount = await accountToken(await site.account(project), [scope('env.list')]);
  const ofPerson = await scopedToken(admin, [scope('env.list')]);
  expectErrorBody(await admin.get(scopesPath(ofAccount.id)), 'not_found');
  expectErrorBody(
    await admin.get(`/api/v2/service-account-tokens/${ofPerson.id}/scopes`),
    'not_found',
  );
});

test('scopes of a service account’s token are listed, removed one, some and all', async () => {
  const { id, client } = await accountToken(await site.account(project), three);
  const path = `/api/v2/service-account-tokens/${id}/scopes`;
  const { body } = await client.get(path);
  expect(body.items.map(textOf)).toEqual(await listed(path));
  const [one, two] = body.items;
  expect((await admin.delete(`${path}/${one.id}`)).status).toBe(204);
  const removed = await admin.post(`${path}/remove`, { body: { scope_ids: [two.id] } });
  expect(removed.body).toEqual({ removed: 1 });
  expect((await admin.delete(path)).body).toEqual({ removed: 1 });
  expect(await listed(path)).toEqual([]);
  const said = (await events(id)).filter(({ action }) => action.includes('scopes'));
  expect(said.map(({ action }) => action)).toEqual(
    Array(3).fill('service_account_token.remove_scopes'),
  );
});

async function listed(path: string): Promise<string[]> {
  return (await admin.get(path)).body.items.map(textOf);
}

test('what is deleted takes the scopes that name it along', async () => {
  const gone = await entity(project);
  const { id } = await scopedToken(admin, [
    scope('channel.read', { entity: gone }),
    scope('env.list'),
  ]);
  expect((await admin.delete(`/api/v2/entities/${gone}`)).status).toBe(204);
  expect(await scopesOf(admin, id)).toEqual(['env.list on everything']);
});

test('a long list goes by pages, each scope once', async () => {
  const operations = [
    'read',
    'list',
    'update',
    'delete',
    'share',
    'unshare',
    'publish',
    'subscribe',
  ];
  const { id } = await scopedToken(admin, [
    { entity_type: 'channel', operations, project_id: project },
  ]);
  const seen: string[] = [];
  for (let page = 1; page <= 3; page++) {
    const { body } = await admin.get(`${scopesPath(id)}?per_page=3&page=${page}`);
    expect(body.num_total).toBe(8);
    seen.push(...body.items.map((one: { id: string }) => one.id));
  }
  expect(new Set(seen).size).toBe(8);
});
