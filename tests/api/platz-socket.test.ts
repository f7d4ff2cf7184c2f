import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../../packages/server/src/operator/run-command.ts';
import { engineUnderTest } from '../kit/database.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import {
  asClient,
  type Opening,
  openPlatzSocket,
  type PlatzSocket,
  tokenBeside,
} from '../kit/platz-socket.ts';
import { startTestServer } from '../kit/server.ts';
import { signInForJwt } from '../kit/sign-in.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer({ env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' } });
afterAll(() => server.stop());

const open: PlatzSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.raw.terminate();
});

const admin = await server.as({ email: 'admin@example.test', picture: 'none' });
let count = 0;
const somebody = () => ({ email: `socket-${++count}@team.test`, picture: 'none' });
const userOf = async (client: Client) => (await client.get('/api/v2/auth/me')).body.User.id;

async function made(path: string, body: unknown, by: Client = admin) {
  const answer = await by.post(`/api/v2/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const newEnv = () => made('envs', { name: `env ${++count}` });
const rename = (envId: string) =>
  admin.put(`/api/v2/envs/${envId}`, { body: { name: `renamed ${++count}` } });

async function connect(opening: Opening): Promise<PlatzSocket> {
  const socket = await openPlatzSocket(server.url, opening);
  open.push(socket);
  return socket;
}

/** A socket that hears of these tables from here on. */
async function listen(client: Client, ...tables: string[]): Promise<PlatzSocket> {
  const socket = await connect(asClient(server.url, client));
  for (const table of tables) socket.subscribe(table);
  await socket.settled();
  return socket;
}

/** A person of one env, and their client. */
async function insider(envId: string): Promise<{ client: Client; id: string }> {
  const client = await server.token(somebody());
  const id = await userOf(client);
  const role_id = builtInRoles.envUser.id;
  await made('grants', { principal_id: id, resource_id: envId, role_id });
  return { client, id };
}

const refusal = (opening: Opening) =>
  connect(opening).then(
    () => ({ status: 101, code: 'opened' }),
    ({ status, code }) => ({ status, code }),
  );

describe('opening', () => {
  test('with the token beside the subprotocol, which alone is agreed on', async () => {
    const { created_token } = await made('user-tokens', undefined);
    const socket = await connect(tokenBeside(created_token));
    expect(socket.raw.protocol).toBe('platz-auth-bearer');
  });

  test('with the JWT of a session there, in the place of a token', async () => {
    const socket = await connect(tokenBeside(await signInForJwt(server.url, somebody())));
    expect(socket.raw.protocol).toBe('platz-auth-bearer');
  });

  test('by a bot, and by any client that sends its token as a header', async () => {
    const { id } = await made('bots', { display_name: `bot ${++count}` });
    const { created_token } = await made('bot-tokens', { bot_id: id });
    await connect(tokenBeside(created_token));
    await connect({ headers: { 'x-platz-token': created_token } });
  });

  test('with the cookie of a session from the pages of this site, and from no others', async () => {
    const client = await server.as(somebody());
    const { cookie = '' } = client.credentialHeaders();
    const { origin } = new URL(server.url);
    await connect({ headers: { cookie, origin } });
    const foreign = { status: 403, code: 'csrf_refused' };
    expect(await refusal({ headers: { cookie } })).toEqual(foreign);
    for (const other of ['https://evil.test', 'null', `${origin}.evil.test`, 'http://localhost']) {
      expect(await refusal({ headers: { cookie, origin: other } })).toEqual(foreign);
    }
  });

  test('a page of another site is refused even where it knows a token', async () => {
    const { created_token } = await made('user-tokens', undefined);
    const headers = { origin: 'https://evil.test' };
    expect(await refusal({ ...tokenBeside(created_token), headers })).toEqual({
      status: 403,
      code: 'csrf_refused',
    });
  });

  test.each([
    ['nothing', {}, 'unauthenticated'],
    ['the subprotocol without a token', { protocols: ['platz-auth-bearer'] }, 'token_malformed'],
    ['a word that is no token', tokenBeside('abc'), 'token_malformed'],
    [
      'a token before the subprotocol',
      { protocols: ['abc', 'platz-auth-bearer'] },
      'unauthenticated',
    ],
  ] as const)('%s opens nothing', async (_what, opening, code) => {
    expect(await refusal(opening)).toEqual({ status: 401, code });
  });

  test('a revoked token opens nothing, and is told why', async () => {
    const { id, created_token } = await made('user-tokens', undefined);
    await admin.post(`/api/v2/user-tokens/${id}/revoke`);
    expect(await refusal(tokenBeside(created_token))).toEqual({
      status: 401,
      code: 'token_revoked',
    });
  });

  test('a token in the address opens nothing', async () => {
    const { created_token } = await made('user-tokens', undefined);
    const asked = await createClient(server.url).get(`/api/v2/ws?token=${created_token}`, {
      headers: { upgrade: 'websocket', connection: 'upgrade' },
    });
    expect(asked.status).toBe(401);
    expect(server.log().join('\n')).not.toContain(created_token);
  });

  test('who asks for no socket is told what this address takes', async () => {
    const answer = await admin.get('/api/v2/ws');
    expect(answer.status).toBe(426);
    expect(answer.headers.upgrade).toBe('websocket');
    expectErrorBody(answer, 'upgrade_required');
    expectErrorBody(await admin.post('/api/v2/ws'), 'method_not_allowed');
  });

  test('a wish for another protocol elsewhere is passed over, and the request answered', async () => {
    const headers = { connection: 'upgrade', upgrade: 'websocket' };
    expect((await admin.get('/api/v2/auth/me', { headers })).status).toBe(200);
    const body = { name: `env ${++count}` };
    expect((await admin.post('/api/v2/envs', { headers, body })).status).toBe(201);
  });

  test('the log names neither token nor cookie', async () => {
    const { created_token } = await made('user-tokens', undefined);
    const socket = await connect(tokenBeside(created_token));
    socket.raw.close();
    await socket.closed;
    await vi.waitFor(() => expect(server.log().join('\n')).toContain('socket closed'));
    expect(server.log().join('\n')).not.toContain(created_token);
    expect(server.log().join('\n')).not.toContain(created_token.split('.')[1]);
  });
});

describe('subscriptions', () => {
  test('a row that is made, changed and deleted is told of in Platz’s words', async () => {
    const socket = await listen(admin, 'deployment_kinds');
    const { id } = await made('deployment-kinds', { name: `kind-${++count}` });
    const about = (operation: string) => ({
      operation,
      table: 'deployment_kinds',
      env_id: null,
      data: { id },
    });
    expect(await socket.next()).toEqual(about('INSERT'));
    await admin.put(`/api/v2/deployment-kinds/${id}`, { body: { name: `kind-${++count}` } });
    expect(await socket.next()).toEqual(about('UPDATE'));
    await admin.delete(`/api/v2/deployment-kinds/${id}`);
    expect(await socket.next()).toEqual(about('DELETE'));
  });

  test('nothing is heard before it is asked for, and no more once that is taken back', async () => {
    const env = await newEnv();
    const socket = await listen(admin);
    await rename(env.id);
    socket.subscribe('deployment_kinds');
    socket.subscribe('envs');
    socket.unsubscribe('envs');
    await socket.settled();
    await rename(env.id);
    const kind = await made('deployment-kinds', { name: `kind-${++count}` });
    expect(await socket.next()).toMatchObject({ table: 'deployment_kinds', data: { id: kind.id } });
  });

  test('of one env, where that is asked for', async () => {
    const [one, other] = [await newEnv(), await newEnv()];
    const socket = await connect(asClient(server.url, admin));
    socket.subscribe('envs', one.id);
    await socket.settled();
    await rename(other.id);
    await rename(one.id);
    expect(await socket.next()).toMatchObject({
      operation: 'UPDATE',
      env_id: one.id,
      data: { id: one.id },
    });
    socket.unsubscribe('envs', one.id);
    socket.subscribe('envs', other.id);
    await socket.settled();
    await rename(one.id);
    await rename(other.id);
    expect(await socket.next()).toMatchObject({ env_id: other.id });
  });

  test('permissions, bots and users stand in the tables that Platz has for them', async () => {
    const tables = ['env_user_permissions', 'deployment_permissions', 'bots', 'users'];
    const socket = await listen(admin, ...tables);
    const env = await newEnv();
    const user_id = await userOf(await server.as(somebody()));
    expect(await socket.next()).toMatchObject({ table: 'users', data: { id: user_id } });
    const { id: kind_id } = await made('deployment-kinds', { name: `kind-${++count}` });
    const inEnv = { env_id: env.id, user_id };
    const user = await made('env-user-permissions', { ...inEnv, role: 'User' });
    const owner = await made('deployment-permissions', { ...inEnv, kind_id, role: 'Owner' });
    const bot = await made('bots', { display_name: `bot ${++count}` });
    await admin.delete(`/api/v2/env-user-permissions/${user.id}`);
    await admin.delete(`/api/v2/deployment-permissions/${owner.id}`);
    const heard = [];
    for (let n = 0; n < 5; n++) heard.push(await socket.next());
    expect(heard).toEqual([
      { operation: 'INSERT', table: tables[0], env_id: env.id, data: { id: user.id } },
      { operation: 'INSERT', table: tables[1], env_id: env.id, data: { id: owner.id } },
      { operation: 'INSERT', table: tables[2], env_id: null, data: { id: bot.id } },
      { operation: 'DELETE', table: tables[0], env_id: env.id, data: { id: user.id } },
      { operation: 'DELETE', table: tables[1], env_id: env.id, data: { id: owner.id } },
    ]);
  });

  test('service accounts of a project are no bots', async () => {
    const organization = await made('organizations', { name: `organization ${++count}` });
    const home_id = organization.id;
    const socket = await listen(admin, 'bots');
    await made('service-accounts', { name: `account ${++count}`, home_id });
    const bot = await made('bots', { display_name: `bot ${++count}` });
    expect(await socket.next()).toMatchObject({ data: { id: bot.id } });
  });
});

describe('who hears', () => {
  test('an env is heard of by who may see it, whatever else they subscribe to', async () => {
    const [mine, theirs] = [await newEnv(), await newEnv()];
    const { client } = await insider(mine.id);
    const socket = await connect(asClient(server.url, client));
    socket.subscribe('envs', theirs.id);
    socket.subscribe('envs');
    await socket.settled();
    await rename(theirs.id);
    await rename(mine.id);
    expect(await socket.next()).toMatchObject({ data: { id: mine.id } });
  });

  test('a right that is taken back ends what it let hear', async () => {
    const [lost, kept] = [await newEnv(), await newEnv()];
    const { client, id } = await insider(kept.id);
    const role_id = builtInRoles.envUser.id;
    const grant = await made('grants', { principal_id: id, resource_id: lost.id, role_id });
    const socket = await listen(client, 'envs');
    await rename(lost.id);
    expect(await socket.next()).toMatchObject({ data: { id: lost.id } });
    await admin.delete(`/api/v2/grants/${grant.id}`);
    await rename(lost.id);
    await rename(kept.id);
    expect(await socket.next()).toMatchObject({ data: { id: kept.id } });
  });

  test('another person hears nothing of permissions and bots', async () => {
    const env = await newEnv();
    const socket = await listen(
      await server.token(somebody()),
      'env_user_permissions',
      'bots',
      'users',
    );
    await insider(env.id);
    await made('bots', { display_name: `bot ${++count}` });
    await userOf(await server.as(somebody()));
    const heard = [await socket.next(), await socket.next()];
    expect(heard.map(({ table }) => table)).toEqual(['users', 'users']);
  });

  test('a scope of hearing is no scope of reading: an event holds ids alone', async () => {
    const socket = await listen(admin, 'envs');
    await newEnv();
    const event = await socket.next();
    expect(Object.keys(event).sort()).toEqual(['data', 'env_id', 'operation', 'table']);
    expect(Object.keys(event.data)).toEqual(['id']);
  });
});

describe('its end', () => {
  test.each(['revoke', 'delete'])('with the token, once that is %sd', async (how) => {
    const owner = await server.as(somebody());
    const { id, created_token } = await made('user-tokens', undefined, owner);
    const socket = await connect(tokenBeside(created_token));
    if (how === 'revoke') await owner.post(`/api/v2/user-tokens/${id}/revoke`);
    else await owner.delete(`/api/v2/user-tokens/${id}`);
    expect(await socket.closed).toBe(3000);
  });

  test('with the session, once its person signs out, or is deactivated', async () => {
    const person = somebody();
    const [leaving, staying] = [await server.as(person), await server.as(person)];
    const id = await userOf(leaving);
    const [first, second] = [await listen(leaving), await listen(staying)];
    await leaving.post('/api/v2/auth/sign-out');
    expect(await first.closed).toBe(3000);
    await admin.put(`/api/v2/users/${id}`, { body: { is_active: false } });
    expect(await second.closed).toBe(3000);
  });

  test('sockets and streams of one person count together, and a closed one makes room', async () => {
    const client = await server.token(somebody());
    const opening = asClient(server.url, client);
    const sockets = await Promise.all(Array.from({ length: 100 }, () => connect(opening)));
    expect(await refusal(opening)).toEqual({ status: 429, code: 'rate_limited' });
    expectErrorBody(await client.get('/api/v2/events'), 'rate_limited');
    sockets[0]?.raw.terminate();
    await vi.waitFor(() => connect(opening), 10_000);
  });

  test('once changes may have been missed, for which Platz has no other word', async () => {
    const socket = await listen(admin, 'users');
    const command = ['user', '--email', `operated-${++count}@team.test`];
    const { storage } = server.database;
    await runCommand(command, { storage, folder: '.', now: Date.now() });
    // SQLite tells that something was written, PostgreSQL what.
    if (engineUnderTest() === 'sqlite') expect(await socket.closed).toBe(1013);
    else expect(await socket.next()).toMatchObject({ operation: 'INSERT', table: 'users' });
  });

  test('when the server stops, which does not wait for who does not answer', async () => {
    const socket = await listen(admin);
    const deaf = await listen(admin);
    deaf.raw.pause();
    await server.restart();
    expect(await socket.closed).toBe(1001);
    await listen(admin);
  });
});
