import { builtInRoles, siteId } from '@keywright/contract';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { type LiveEvents, openLiveEvents } from '../kit/live-events.ts';
import { startTestServer } from '../kit/server.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const open: LiveEvents[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

const admin = await server.as({ email: 'admin@example.test', picture: 'none' });
let count = 0;

async function somebody(): Promise<{ client: Client; id: string }> {
  const client = await server.as({ email: `live-${++count}@team.test`, picture: 'none' });
  return { client, id: (await client.get('/api/v2/auth/me')).body.User.id };
}

async function made(path: string, body: unknown) {
  const answer = await admin.post(`/api/v2/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const newEnv = () => made('envs', { name: `env ${++count}` });
const letIn = (id: string, envId: string) =>
  made('grants', { principal_id: id, resource_id: envId, role_id: builtInRoles.envUser.id });
const rename = (id: string) =>
  admin.put(`/api/v2/envs/${id}`, { body: { name: `renamed ${++count}` } });

async function listen(client: Client): Promise<LiveEvents> {
  const stream = await openLiveEvents(server.url, client.credentialHeaders());
  open.push(stream);
  expect(await stream.next()).toEqual({ kind: 'resync' });
  return stream;
}

/** The next event of this kind about this row; what comes before it is returned too. */
async function until(stream: LiveEvents, kind: string, id: string) {
  const before: { kind: string; id: string }[] = [];
  for (;;) {
    const event = await stream.next();
    if (event.kind === kind && event.id === id) return before;
    before.push(event);
  }
}

test('who may see an env hears that it changed; who may not hears nothing of it', async () => {
  const [inside, outside] = [await somebody(), await somebody()];
  const [env, other] = [await newEnv(), await newEnv()];
  await letIn(inside.id, env.id);
  await letIn(outside.id, other.id);
  const [near, far] = [await listen(inside.client), await listen(outside.client)];
  await rename(env.id);
  await until(near, 'env', env.id);
  await rename(other.id);
  const heard = await until(far, 'env', other.id);
  expect(heard.map(({ id }) => id)).not.toContain(env.id);
});

test('whom a grant is to hears of it, and then of what it opens; once it is taken back, no more', async () => {
  const person = await somebody();
  const [env, own] = [await newEnv(), await newEnv()];
  await letIn(person.id, own.id);
  const stream = await listen(person.client);
  const grant = await letIn(person.id, env.id);
  await until(stream, 'grant', grant.id);
  await rename(env.id);
  await until(stream, 'env', env.id);
  await admin.delete(`/api/v2/grants/${grant.id}`);
  await until(stream, 'grant', grant.id);
  await rename(env.id);
  await rename(own.id);
  const heard = await until(stream, 'env', own.id);
  expect(heard.map(({ id }) => id)).not.toContain(env.id);
});

test('the stream of a service account ends when the account is disabled', async () => {
  const { id, token } = await made('service-accounts', { name: 'listener', token: {} });
  const bot = createClient(server.url, { headers: { 'x-platz-token': token.created_token } });
  const stream = await listen(bot);
  await admin.patch(`/api/v2/service-accounts/${id}`, { body: { is_enabled: false } });
  for (let event = await stream.next(); event; event = await stream.next()) {
    // On PostgreSQL what made it may be heard only now.
    expect(event.kind).toMatch(/^service_account/);
  }
});

test('a right that a role loses is lost to streams at once', async () => {
  const person = await somebody();
  const permissions = ['audit_event.list', 'organization.list'];
  const role = await made('roles', { name: 'listens', home_id: siteId, permissions });
  await made('grants', { principal_id: person.id, resource_id: siteId, role_id: role.id });
  const stream = await listen(person.client);
  await until(stream, 'organization', (await made('organizations', { name: 'heard' })).id);

  const body = { permissions: ['organization.list'] };
  expect((await admin.patch(`/api/v2/roles/${role.id}`, { body })).status).toBe(200);
  const [first, last] = [
    await made('organizations', { name: 'first after' }),
    await made('organizations', { name: 'last after' }),
  ];
  await until(stream, 'organization', first.id);
  const heard = await until(stream, 'organization', last.id);
  expect(heard.map(({ kind }) => kind)).not.toContain('audit_event');
});
