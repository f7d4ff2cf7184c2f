import { builtInRoles, type ErrorCode } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type AccessSite, accessSite, type Somebody } from './access-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const { envUser, envAdmin, deploymentOwner } = builtInRoles;
const nobody = '01890000-0000-7000-8000-000000000000';
const faces = [
  { path: '/api/v2/env-user-permissions', low: 'User', high: 'Admin' },
  { path: '/api/v2/deployment-permissions', low: 'Maintainer', high: 'Owner' },
] as const;

let site: AccessSite;
let admin: Client;
let env: string;
let other: string;
let kind: string;
let keeper: Somebody;

beforeAll(async () => {
  site = await accessSite();
  admin = site.admin;
  const project = await site.project(await site.organization());
  env = await site.env(project);
  other = await site.env(project);
  kind = await site.kind();
  keeper = await site.somebody();
  await site.grant(keeper.id, env, { role_id: envAdmin.id });
});
afterAll(() => site.server.stop());

describe.each(faces)('$path', ({ path, low, high }) => {
  const isOfKind = high === 'Owner';
  const kindOf = (id = kind) => (isOfKind ? { kind_id: id } : {});
  const give = (body: Record<string, unknown>, by: Client = keeper.client) =>
    by.post(path, { body: { env_id: env, role: low, ...kindOf(), ...body } });
  const list = async (query: Record<string, string>, by: Client = admin) => {
    const { status, body } = await by.get(`${path}?${new URLSearchParams(query)}`);
    expect(status).toBe(200);
    return body;
  };

  test('a permission of a person is made, read, listed and deleted as Platz’s clients do it', async () => {
    const person = await site.somebody();
    const { status, body } = await give({ user_id: person.id });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      created_at: body.created_at,
      env_id: env,
      user_id: person.id,
      role: low,
      ...kindOf(),
    });
    expect((await keeper.client.get(`${path}/${body.id}`)).body).toEqual(body);
    expect((await person.client.get(`${path}/${body.id}`)).body).toEqual(body);
    expect((await list({ env_id: env, user_id: person.id })).items).toEqual([body]);
    expect((await person.client.get(`/api/v2/envs/${env}`)).status).toBe(isOfKind ? 404 : 200);
    const deleted = await keeper.client.delete(`${path}/${body.id}`);
    expect([deleted.status, deleted.body]).toEqual([204, '']);
    expectErrorBody(await keeper.client.get(`${path}/${body.id}`), 'not_found');
  });

  test('it is the same row as the grant', async () => {
    const person = await site.somebody();
    const { id } = (await give({ user_id: person.id, role: high })).body;
    const grant = (await admin.get(`/api/v2/grants/${id}`)).body;
    expect([grant.principal.id, grant.role.name]).toEqual([person.id, high]);
    expect((await admin.delete(`/api/v2/grants/${id}`)).status).toBe(204);
    expect((await list({ user_id: person.id })).num_total).toBe(0);
  });

  test('service accounts are accepted, and stay out of the list unless asked for', async () => {
    const bot = await site.account(site.siteId);
    const { status, body } = await give({ bot_id: bot });
    expect(status).toBe(201);
    expect(body).toMatchObject({ user_id: null, bot_id: bot, role: low });
    expect((await admin.get(`${path}/${body.id}`)).body).toEqual(body);
    const ids = async (query: Record<string, string>) =>
      (await list({ env_id: env, ...query })).items.map(({ id }: { id: string }) => id);
    expect(await ids({})).not.toContain(body.id);
    expect(await ids({ with_bots: 'false' })).not.toContain(body.id);
    expect(await ids({ with_bots: 'true' })).toContain(body.id);
    expect(await ids({ bot_id: bot })).toEqual([body.id]);
    expect(await ids({ user_id: bot })).toEqual([]);
    expect(await ids({ bot_id: bot, user_id: keeper.id })).toEqual([]);
    for (const row of (await list({ env_id: env })).items) {
      expect(row.user_id).toBeTypeOf('string');
      expect(row).not.toHaveProperty('bot_id');
    }
  });

  test('only its own kind of grant is here', async () => {
    const person = await site.somebody();
    const others = [
      await site.grant(person.id, env, { permissions: ['env.read'] }),
      await site.grant(
        person.id,
        env,
        isOfKind ? { role_id: envUser.id } : { role_id: deploymentOwner.id, kind_id: kind },
      ),
      await site.grant(person.id, await site.project(await site.organization()), {
        permissions: ['env.read'],
      }),
    ];
    for (const id of others) {
      expectErrorBody(await admin.get(`${path}/${id}`), 'not_found');
      expectErrorBody(await admin.delete(`${path}/${id}`), 'not_found');
    }
    expect(await list({ user_id: person.id })).toMatchObject({ items: [], num_total: 0 });
  });

  test('people see their own; who may list grants on an env sees all there', async () => {
    const [one, two] = [await site.somebody(), await site.somebody()];
    const mine = (await give({ user_id: one.id }, admin)).body;
    const far = (await give({ user_id: two.id, env_id: other }, admin)).body;
    expect(await list({}, one.client)).toMatchObject({ items: [mine], num_total: 1 });
    expectErrorBody(await one.client.get(`${path}/${far.id}`), 'not_found');
    expectErrorBody(await one.client.delete(`${path}/${mine.id}`), 'forbidden');
    const ids = (await list({ per_page: '200' }, keeper.client)).items;
    expect(ids.map(({ id }: { id: string }) => id)).toContain(mine.id);
    expect(ids.map(({ id }: { id: string }) => id)).not.toContain(far.id);
    expectErrorBody(await keeper.client.delete(`${path}/${far.id}`), 'not_found');
    expect((await list({ env_id: other }, keeper.client)).num_total).toBe(0);
  });

  test('the same permission twice is refused; the other role is another permission', async () => {
    const person = await site.somebody();
    expect((await give({ user_id: person.id })).status).toBe(201);
    expectErrorBody(await give({ user_id: person.id }), 'conflict');
    expect((await give({ user_id: person.id, role: high })).status).toBe(201);
  });

  test('exactly one of user_id and bot_id is asked for, and it must be there', async () => {
    const bot = await site.account(site.siteId);
    const wrong: [Record<string, unknown>, ErrorCode, string][] = [
      [{}, 'invalid_request', 'user_id'],
      [{ user_id: null }, 'invalid_request', 'user_id'],
      [{ user_id: keeper.id, bot_id: bot }, 'invalid_request', 'bot_id'],
      [{ user_id: bot }, 'not_found', 'user_id'],
      [{ bot_id: keeper.id }, 'not_found', 'bot_id'],
      [{ user_id: keeper.id, role: 'King' }, 'invalid_request', 'role'],
    ];
    for (const [body, code, field] of wrong) {
      const answer = await give(body);
      expectErrorBody(answer, code);
      expect(answer.body.message).toContain(field);
    }
  });

  test('the env must be there, and be an env', async () => {
    const project = await site.project(await site.organization());
    for (const env_id of [nobody, project, kind]) {
      expectErrorBody(await give({ user_id: keeper.id, env_id }, admin), 'not_found');
    }
  });

  test('nobody but who may grant there does', async () => {
    const viewer = await site.somebody();
    await site.grant(viewer.id, env, { role_id: envUser.id });
    const refused = await give({ user_id: viewer.id, role: high }, viewer.client);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('grant.create');
    const granter = await site.somebody();
    await site.grant(granter.id, env, { permissions: ['grant.create', 'env.read'] });
    const beyond = await give({ user_id: granter.id, role: high }, granter.client);
    expectErrorBody(beyond, 'beyond_own_rights');
  });
});

test('a deployment permission names a kind that is there', async () => {
  const give = (body: Record<string, unknown>) =>
    admin.post('/api/v2/deployment-permissions', {
      body: { env_id: env, user_id: keeper.id, role: 'Owner', ...body },
    });
  expectErrorBody(await give({}), 'invalid_request');
  expectErrorBody(await give({ kind_id: nobody }), 'not_found');
  expectErrorBody(await give({ kind_id: env }), 'not_found');
});
