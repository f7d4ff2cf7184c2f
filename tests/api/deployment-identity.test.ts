import { builtInRoles, type DeploymentId, endpoints } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Client } from '../kit/http-client.ts';
import { openLiveEvents } from '../kit/live-events.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

const soon = { timeout: 10_000, interval: 100 };
const hourMs = 3_600_000;

let site: RunnerSite;
let runner: Runner;
beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
});
afterAll(() => site?.server.stop());

interface Acting {
  readonly id: string;
  readonly name: string;
  readonly client: Client;
  readonly secret: string;
}

let count = 0;
/** A deployment that runs, with a token of its own. */
async function acting(): Promise<Acting> {
  const name = `acting-${++count}`;
  const id = await site.deploy(runner.cluster, { name });
  await runner.work();
  const { status, body } = await runner.tokenFor(id);
  expect(status).toBe(201);
  return { id, name, client: site.withToken(body.access_token), secret: body.access_token };
}

async function grant(principal_id: string, resource_id: string, more: Record<string, unknown>) {
  return site.made('grants', { principal_id, resource_id, ...more });
}

const me = async (client: Client) => {
  const { status, body } = await client.get('/api/v2/auth/me');
  return [status, body.code];
};

describe('a deployment’s token', () => {
  test('is handed to its runner by the names that Platz has, for an hour', async () => {
    const id = await site.deploy(runner.cluster);
    const claimed = await runner.take();
    const { body, status } = await runner.tokenFor(id, { lease_id: claimed.lease_id });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      access_token: expect.stringMatching(/^kwd_[\w-]{22}\.[\w-]{48}$/),
      server_url: site.server.url,
      expires_at: expect.any(String),
    });
    const lasts = Date.parse(body.expires_at) - site.now();
    expect(lasts).toBeLessThanOrEqual(hourMs);
    expect(lasts).toBeGreaterThan(hourMs - 60_000);
    await runner.result(claimed);
  });

  test('says which deployment it is', async () => {
    const { id, name, client } = await acting();
    expect((await client.get('/api/v2/auth/me')).body).toEqual({ Deployment: { id, name } });
    const { body } = await client.get('/api/v2/profile');
    expect(body).toMatchObject({
      principal: { kind: 'deployment', id, name },
      user: null,
      credential: { kind: 'deployment_token' },
      abilities: [],
    });
  });

  test('holds what was granted to the deployment, and nothing more', async () => {
    const { id, client } = await acting();
    const target = await site.deploy(runner.cluster);
    await runner.work();
    const bare = { deployments: [], tasks: [] as unknown[] };
    const seen = async () => ({
      deployments: (await client.get('/api/v2/deployments')).body.items.map(
        (one: { id: string }) => one.id,
      ),
      tasks: (await client.get('/api/v2/deployment-tasks')).body.items,
    });
    expect(await seen()).toEqual(bare);
    const task = {
      deployment_id: target,
      operation: {
        InvokeAction: { helm_chart_id: site.chart, action_id: 'greet', body: {} },
      },
    };
    const before = await client.post('/api/v2/deployment-tasks', { body: task });
    expect(before.status).toBe(404);

    const role_id = builtInRoles.deploymentMaintainer.id;
    const given = await grant(id, site.env, { role_id, kind_id: site.kind });
    expect((await seen()).deployments).toContain(target);
    const made = await client.post('/api/v2/deployment-tasks', { body: task });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ acting_user_id: null, acting_bot_id: null, acting_deployment_id: id },
      actor: { kind: 'deployment', id, credential: { kind: 'deployment_token' } },
    });
    const refused = [
      await client.delete(`/api/v2/deployments/${target}`),
      await client.post('/api/v2/deployment-tasks', {
        body: {
          ...task,
          operation: {
            InvokeAction: { helm_chart_id: site.chart, action_id: 'wipe', body: {} },
          },
        },
      }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    const canceled = await client.delete(`/api/v2/deployment-tasks/${made.body.id}`);
    expect(canceled.body).toMatchObject({ status: 'Canceled', canceled_by_deployment_id: id });

    await site.admin.delete(`/api/v2/grants/${given.id}`);
    expect(await seen()).toEqual(bare);
  });

  test('is on the record as itself, refusals too', async () => {
    const { id, name, client } = await acting();
    await grant(id, site.env, { role_id: builtInRoles.envUser.id });
    const [other] = [await site.deploy(runner.cluster)];
    await runner.work();
    expect((await client.delete(`/api/v2/deployments/${other}`)).status).toBe(403);
    const events = await site.admin.get(`/api/v2/audit-events?actor_id=${id}`);
    expect(events.body.items[0]).toMatchObject({
      action: 'access.denied',
      actor: {
        ...{ kind: 'deployment', id, name },
        credential: { kind: 'deployment_token', name: `Token of ${name}` },
      },
    });
  });

  test('acts on others while they act on it, and on itself, many at once', async () => {
    const both = [await acting(), await acting()];
    const role_id = builtInRoles.deploymentMaintainer.id;
    for (const { id } of both) await grant(id, site.env, { role_id, kind_id: site.kind });
    const calls = both.flatMap(({ client }) => both.map(({ id }) => [id, client] as const));
    const repeated = Array.from({ length: 8 }, () => calls).flat();
    await Promise.all(repeated.map(([id, client]) => site.invoke(id, {}, client)));
    expect(await runner.work()).toHaveLength(repeated.length);
  });

  test('makes and ends no credentials of anybody', async () => {
    const { client } = await acting();
    const answers = [
      await client.post('/api/v2/user-tokens', { body: {} }),
      await client.post('/api/v2/auth/sign-out'),
      await client.post('/api/v2/auth/sessions/end', { body: {} }),
      await client.post('/api/v2/service-account-tokens', {
        body: { service_account_id: runner.accountId },
      }),
    ];
    for (const { status, body } of answers) {
      expect([403, 404, 409], JSON.stringify(body)).toContain(status);
    }
  });

  test('is answered as any other by everything that can be read', async () => {
    const { id, client } = await acting();
    const reads = Object.values(endpoints).filter(
      ({ method, path, answer }) => method === 'GET' && path.includes('/api/') && 'json' in answer,
    );
    for (const { path } of reads) {
      const asked = path.replaceAll(/\{\w+\}/g, id);
      const { status } = await client.get(asked);
      expect([200, 400, 403, 404], `${asked}: ${status}`).toContain(status);
    }
  });

  test('is in no log and in no answer but the one that made it', async () => {
    const { id, client, secret } = await acting();
    const said = [
      ...site.server.log(),
      ...(await Promise.all(
        [`deployments/${id}`, 'profile', 'auth/me', 'audit-events'].map(async (path) =>
          JSON.stringify((await client.get(`/api/v2/${path}`)).body),
        ),
      )),
    ];
    const [, half = ''] = secret.split('.');
    expect(half).toHaveLength(48);
    expect(said.filter((line) => line.includes(half))).toEqual([]);
  });

  test('hears of what it may see, until the deployment is disabled', async () => {
    const { id, client } = await acting();
    await grant(id, site.env, { role_id: builtInRoles.envUser.id });
    const heard = await openLiveEvents(site.server.url, client.credentialHeaders());
    expect([heard.status, await heard.next()]).toEqual([200, { kind: 'resync' }]);
    const other = await site.deploy(runner.cluster);
    const events = [await heard.next(), await heard.next()];
    expect(events).toContainEqual({ kind: 'deployment', id: other });
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    let last = await heard.next();
    while (last !== undefined) last = await heard.next();
    await runner.work();
  });

  test('has its last use written down', async () => {
    const { client } = await acting();
    const profile = await client.get('/api/v2/profile');
    const { id } = profile.body.credential;
    const storage = await openStorage(site.server.database.storage);
    const uses = () =>
      storage.read((db) =>
        db
          .selectFrom('credential_usage')
          .select('address')
          .where('credential_id', '=', id)
          .execute(),
      );
    await expect.poll(uses, soon).toEqual([{ address: '127.0.0.1' }]);
    await storage.close();
  });
});

describe('it dies', () => {
  test('after its hour; a new one goes on', async () => {
    const { id, client } = await acting();
    site.pass(hourMs);
    expect(await me(client)).toEqual([401, 'token_expired']);
    const next = await runner.tokenFor(id);
    expect(await me(site.withToken(next.body.access_token))).toEqual([200, undefined]);
  });

  test('when the deployment is disabled, on the next request and for good', async () => {
    const { id, client } = await acting();
    const path = `/api/v2/deployments/${id}`;
    expect((await site.admin.put(path, { body: { enabled: false } })).status).toBe(200);
    expect(await me(client)).toEqual([401, 'token_revoked']);
    const refused = await runner.tokenFor(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    await runner.work();
    expect(await me(client)).toEqual([401, 'token_revoked']);

    expect((await site.admin.put(path, { body: { enabled: true } })).status).toBe(200);
    expect(await me(client)).toEqual([401, 'token_revoked']);
    const again = await runner.tokenFor(id);
    expect(await me(site.withToken(again.body.access_token))).toEqual([200, undefined]);
    await runner.work();
  });

  test('when the deployment is deleted, before it is uninstalled and after', async () => {
    const { id, client } = await acting();
    await grant(id, site.env, { role_id: builtInRoles.envUser.id });
    expect((await site.admin.delete(`/api/v2/deployments/${id}`)).status).toBe(204);
    expect(await me(client)).toEqual([401, 'token_revoked']);
    const refused = await runner.tokenFor(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    expect((await site.admin.get(`/api/v2/grants?principal_id=${id}`)).body.items).toEqual([]);
    await runner.work();
    expect((await site.admin.get(`/api/v2/deployments/${id}`)).status).toBe(404);
    expect(await me(client)).toEqual([401, 'token_revoked']);
    expect((await runner.tokenFor(id)).status).toBe(404);
  });

  test('while one is being made: none that is handed out outlives the disabling', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await acting();
      const [issued] = await Promise.all([
        runner.tokenFor(id),
        site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } }),
      ]);
      if (issued.status === 201) {
        expect(await me(site.withToken(issued.body.access_token))).toEqual([401, 'token_revoked']);
      }
      await runner.work();
    }
  });

  test('and is forgotten a week later, with its uses', async () => {
    const { id, client } = await acting();
    expect(await me(client)).toEqual([200, undefined]);
    const storage = await openStorage(site.server.database.storage);
    const kept = () =>
      storage.read((db) =>
        db
          .selectFrom('deployment_tokens')
          .select('id')
          .where('deployment_id', '=', id as DeploymentId)
          .execute(),
      );
    const [token] = await kept();
    const uses = () =>
      storage.read((db) =>
        db
          .selectFrom('credential_usage')
          .select('credential_id')
          .where('credential_id', '=', token?.id ?? ('' as never))
          .execute(),
      );
    await expect.poll(uses, soon).toHaveLength(1);
    site.pass(7 * 24 * hourMs);
    // The first look after a start.
    await site.server.restart();
    expect(await me(client)).toEqual([401, 'token_expired']);
    expect(await kept()).toHaveLength(1);
    site.pass(hourMs);
    await site.server.restart();
    await expect.poll(kept, soon).toEqual([]);
    expect(await me(client)).toEqual([401, 'token_unknown']);
    expect(await uses()).toEqual([]);
    await storage.close();
  });
});
