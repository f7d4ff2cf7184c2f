import { afterAll, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { made } from './made.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());
const admin = await server.as('admin@example.test');

const make = (path: string, body: object) => made(admin.post(`/api/v2/${path}`, { body }));

const envs: { id: string; name: string }[] = [];
for (const name of ['production', 'staging', 'testing']) envs.push(await make('envs', { name }));
const [production, staging, testing] = envs as [Env, Env, Env];
type Env = (typeof envs)[number];

/** Makes a bot as Platz's clients do: the bot, then its token. */
async function makeBot(name: string): Promise<{ id: string; tokenId: string; client: Client }> {
  const { id } = await make('bots', { display_name: name });
  const { id: tokenId, created_token } = await make('bot-tokens', { bot_id: id });
  const headers = { 'x-platz-token': created_token };
  return { id, tokenId, client: createClient(server.url, { headers }) };
}

async function seenBy(client: Client): Promise<string[]> {
  const { status, body } = await client.get('/api/v2/envs');
  expect([status, body.num_total]).toEqual([200, body.items.length]);
  return body.items.map(({ name }: Env) => name);
}

const getEnv = (client: Client, { id }: Env) => client.get(`/api/v2/envs/${id}`);

test('a bot, from its making through its one grant to its end, and one of the same name after it', async () => {
  const { id, client } = await makeBot('deployer');
  const me = await client.get('/api/v2/auth/me');
  expect(me.body).toEqual({
    Bot: { id, created_at: expect.any(String), display_name: 'deployer' },
  });

  // Fresh, it holds nothing and sees nothing.
  expect(await seenBy(client)).toEqual([]);
  for (const env of envs) expectErrorBody(await getEnv(client, env), 'not_found');

  // With one grant it sees that env alone.
  const permission = await make('env-user-permissions', {
    ...{ env_id: staging.id, bot_id: id, role: 'User' },
  });
  expect(await seenBy(client)).toEqual(['staging']);
  expect((await getEnv(client, staging)).body).toMatchObject({
    id: staging.id,
    abilities: ['list_deployments'],
  });
  expectErrorBody(await getEnv(client, production), 'not_found');
  expectErrorBody(await getEnv(client, testing), 'not_found');
  const refused = await client.put(`/api/v2/envs/${staging.id}`, { body: { name: 'mine' } });
  expectErrorBody(refused, 'forbidden');
  expect(refused.body).toMatchObject({
    permission: 'env.update',
    roles: expect.arrayContaining(['Admin (env)', 'Admin (project)', 'Site administrator']),
  });

  // Deleted, its token is refused, its grants are gone, and the record still tells its name.
  expect((await admin.delete(`/api/v2/bots/${id}`)).status).toBe(204);
  expectErrorBody(await client.get('/api/v2/envs'), 'token_revoked');
  expectErrorBody(await admin.get(`/api/v2/grants/${permission.id}`), 'not_found');
  const grants = await admin.get(`/api/v2/grants?principal_id=${id}`);
  expect([grants.body.num_total, grants.body.items]).toEqual([0, []]);
  expectErrorBody(await admin.get(`/api/v2/bots/${id}`), 'not_found');
  const record = await admin.get(`/api/v2/audit-events?target_id=${id}`);
  expect(
    record.body.items.map(({ action, target }: Event) => [action, target.name]).sort(),
  ).toEqual([
    ['service_account.create', 'deployer'],
    ['service_account.delete', 'deployer'],
  ]);
  const denied = await admin.get(`/api/v2/audit-events?actor_id=${id}`);
  expect(denied.body.items).toMatchObject([
    { action: 'access.denied', actor: { kind: 'service_account', name: 'deployer' } },
  ]);

  // Another of the same name is another bot: the old id stays dead, and nothing comes back with the name.
  const next = await makeBot('deployer');
  expect(next.id).not.toBe(id);
  expect(await seenBy(next.client)).toEqual([]);
  expectErrorBody(await client.get('/api/v2/envs'), 'token_revoked');
  expectErrorBody(await admin.post('/api/v2/bot-tokens', { body: { bot_id: id } }), 'not_found');
  const dead = { principal_id: id, resource_id: staging.id, permissions: ['env.read'] };
  expectErrorBody(await admin.post('/api/v2/grants', { body: dead }), 'not_found');
});

interface Event {
  readonly action: string;
  readonly target: { readonly name: string };
}

test('a bot that loses its grant, or whose grant ends, sees nothing from the next request on', async () => {
  const { id, client } = await makeBot('visitor');
  const { id: grant } = await make('env-user-permissions', {
    ...{ env_id: testing.id, bot_id: id, role: 'User' },
  });
  expect(await seenBy(client)).toEqual(['testing']);
  expect((await admin.delete(`/api/v2/env-user-permissions/${grant}`)).status).toBe(204);
  expect(await seenBy(client)).toEqual([]);
  expectErrorBody(await getEnv(client, testing), 'not_found');
});

test('a bot learns nothing of who or what else is there', async () => {
  const { client, id, tokenId } = await makeBot('hermit');
  const lists = [
    ...['users', 'principals', 'organizations', 'projects', 'envs', 'deployment-kinds'],
    ...['grants', 'service-accounts', 'env-user-permissions', 'deployment-permissions'],
    ...['user-tokens', 'access/effective?type=organization'],
  ];
  for (const list of lists) {
    const { status, body } = await client.get(`/api/v2/${list}`);
    expect([list, status, body.num_total, body.items]).toEqual([list, 200, 0, []]);
  }
  // But for itself.
  const itself = await client.get(`/api/v2/service-accounts/${id}`);
  expect(itself.body).toMatchObject({ id, name: 'hermit', abilities: [] });
  const token = await client.get(`/api/v2/service-account-tokens/${tokenId}`);
  expect(token.body).toMatchObject({ id: tokenId, service_account_id: id });
  const roles = await client.get('/api/v2/roles?kind=custom');
  expect(roles.body.items).toEqual([]);
});
