import { siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { made } from './made.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { addScopes, scope, scopesOf, scopesPath, scopesSite, type Wanted } from './scopes-kit.ts';

const site = await scopesSite();
const { server, admin, scopedToken, accountToken, entity, grant } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const project = await site.project(organization);
const otherProject = await site.project(organization);
const env = await site.env(project);
const channel = await entity(project);
const channelBeside = await entity(project);

async function holding(permissions: readonly string[], on: string) {
  const person = await site.somebody();
  await grant(person.id, on, { permissions });
  return person;
}

async function refused(client: typeof admin, one: Wanted): Promise<void> {
  const token = await scopedToken(client);
  const answer = await addScopes(client, token.id, [scope('user.list'), one]);
  expectErrorBody(answer, 'beyond_own_rights');
  expect(answer.body.permission).toBe(`${one.entity_type}.${one.operation}`);
  expect(await scopesOf(client, token.id)).toEqual([]);
  const body = { scopes: [one] };
  expectErrorBody(await client.post('/api/v2/user-tokens', { body }), 'beyond_own_rights');
}

async function taken(client: typeof admin, one: Wanted): Promise<void> {
  const token = await scopedToken(client, [one]);
  expect(await scopesOf(client, token.id)).toHaveLength(1);
}

test('on an entity: what its owner holds on it, and nothing else', async () => {
  const { client } = await holding(['channel.publish'], channel);
  await taken(client, scope('channel.publish', { entity: channel }));
  await refused(client, scope('channel.subscribe', { entity: channel }));
  // They do not see the one beside it.
  const token = await scopedToken(client);
  const beside = [scope('channel.publish', { entity: channelBeside })];
  expectErrorBody(await addScopes(client, token.id, beside), 'invalid_request');
});

test('wider than what its owner holds, but only where they hold something of it', async () => {
  const { client } = await holding(['channel.publish'], channel);
  await taken(client, scope('channel.publish', { project }));
  await taken(client, scope('channel.publish'));
  await refused(client, scope('channel.subscribe', { project }));
  await refused(client, scope('channel.subscribe'));
  const elsewhere = await scopedToken(client);
  const other = [scope('channel.publish', { project: otherProject })];
  expectErrorBody(await addScopes(client, elsewhere.id, other), 'invalid_request');
  const both = await site.somebody();
  await grant(both.id, channel, { permissions: ['channel.publish'] });
  await grant(both.id, otherProject, { permissions: ['project.read'] });
  await refused(both.client, scope('channel.publish', { project: otherProject }));
});

test('what is held above counts below, for one deployment kind where it is for one', async () => {
  const { client } = await holding(['env.update', 'env.read'], organization);
  await taken(client, scope('env.update', { entity: env }));
  await taken(client, scope('env.update', { project: otherProject }));
  await refused(client, scope('env.delete', { entity: env }));
  const maintainer = await site.somebody();
  const permissions = ['deployment.restart'];
  await grant(maintainer.id, env, { permissions, kind_id: await site.kind() });
  await taken(maintainer.client, scope('deployment.restart', { project }));
  await refused(maintainer.client, scope('deployment.update', { project }));
});

test('a grant that has ended counts no more', async () => {
  let now = Date.now();
  const timed = await scopesSite(() => now);
  const inside = await timed.project(await timed.organization());
  const person = await timed.somebody();
  const ends_at = new Date(now + 3_600_000).toISOString();
  await timed.grant(person.id, inside, {
    permissions: ['channel.publish', 'project.read'],
    ends_at,
  });
  const wanted = [scope('channel.publish', { project: inside })];
  const { id } = await timed.scopedToken(person.client, wanted);
  now += 3_600_000;
  expectErrorBody(
    await addScopes(person.client, id, [scope('channel.publish')]),
    'beyond_own_rights',
  );
  await timed.server.stop();
});

test('what everybody may do with what is theirs is never beyond', async () => {
  const { client } = await site.somebody();
  const own = ['user.read', 'user_token.list', 'user_token.revoke', 'session.end', 'token.rotate'];
  const token = await scopedToken(
    client,
    own.map((permission) => scope(permission)),
  );
  expect(await scopesOf(client, token.id)).toHaveLength(own.length);
  await refused(client, scope('user.update'));
  await refused(client, scope('audit_event.list'));
});

test('a site administrator’s token takes all that a scope can be of', async () => {
  await taken(admin, scope('user.update'));
  await taken(admin, scope('channel.publish', { entity: channel }));
});

test('whoever adds to another person’s token adds what its owner holds', async () => {
  const { client } = await holding(['channel.publish'], channel);
  const token = await scopedToken(client);
  expect(
    (await addScopes(admin, token.id, [scope('channel.publish', { entity: channel })])).status,
  ).toBe(201);
  const more = await addScopes(admin, token.id, [scope('channel.subscribe', { entity: channel })]);
  expectErrorBody(more, 'beyond_own_rights');
});

test('nobody widens the token of who can do more than they can', async () => {
  const clerk = await holding(['user_token.create', 'user_token.read'], siteId);
  const { id } = await scopedToken(admin);
  expectErrorBody(await addScopes(clerk.client, id, [scope('env.list')]), 'beyond_own_rights');
  const strong = await holding(['env.list', 'env.delete'], project);
  const theirs = await scopedToken(strong.client);
  const answer = await addScopes(clerk.client, theirs.id, [scope('env.list')]);
  expectErrorBody(answer, 'beyond_own_rights');
  expect(await scopesOf(admin, theirs.id)).toEqual([]);
});

test('a scope wider than a right follows it, and never makes one', async () => {
  const person = await holding(['channel.read', 'channel.list'], channel);
  const { client } = await scopedToken(person.client, [scope('channel.read')]);
  expect((await client.get(`/api/v2/entities/${channel}`)).status).toBe(200);
  expect((await client.get(`/api/v2/entities/${channelBeside}`)).status).toBe(404);
  await grant(person.id, channelBeside, { permissions: ['channel.read'] });
  expect((await client.get(`/api/v2/entities/${channelBeside}`)).status).toBe(200);
});

test('scopes of a service account’s token ask of the caller what the account can do', async () => {
  const account = await site.account(project);
  const { id } = await accountToken(account);
  const path = `/api/v2/service-account-tokens/${id}/scopes`;
  const wanted = { body: { scopes: [scope('channel.publish', { entity: channel })] } };
  const permissions = [
    'service_account_token.create',
    'service_account_token.read',
    'channel.read',
  ];
  const clerk = await holding(permissions, project);
  // What the account holds itself is not asked: it may be granted later.
  expect((await clerk.client.post(path, wanted)).status).toBe(201);
  await grant(account, project, { permissions: ['env.delete'] });
  const more = { body: { scopes: [scope('channel.publish', { entity: channelBeside })] } };
  expectErrorBody(await clerk.client.post(path, more), 'beyond_own_rights');
  expect((await admin.post(path, more)).status).toBe(201);
  expect((await admin.get(path)).body.num_total).toBe(2);
});

test('a scoped token adds and removes none, not even of itself', async () => {
  const { id, client } = await scopedToken(admin, [scope('user_token.read'), scope('env.list')]);
  const { body } = await client.get(scopesPath(id));
  expect(body.num_total).toBe(2);
  const [{ id: one }] = body.items;
  const tries = await Promise.all([
    addScopes(client, id, [scope('env.read')]),
    client.delete(`${scopesPath(id)}/${one}`),
    client.post(`${scopesPath(id)}/remove`, { body: { scope_ids: [one] } }),
    client.delete(scopesPath(id)),
    client.post('/api/v2/user-tokens', { body: {} }),
  ]);
  for (const answer of tries) expectErrorBody(answer, 'scoped_token_refused');
  expect(await scopesOf(admin, id)).toHaveLength(2);
  await made(admin.post('/api/v2/user-tokens', { body: {} }));
});
