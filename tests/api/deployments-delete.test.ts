import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
let owner: Client;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  owner = await site.person(site.env, 'deploymentOwner');
});
afterAll(() => site.server.stop());

const remove = (id: string, query = '', by: Client = owner) =>
  by.delete(`/api/v2/deployments/${id}${query}`);
const read = (id: string) => site.admin.get(`/api/v2/deployments/${id}`);
const tasksOf = async (id: string) =>
  (await site.admin.get(`/api/v2/deployment-tasks?deployment_id=${id}`)).body.items;
const grantsTo = async (id: string) =>
  (await site.admin.get(`/api/v2/grants?principal_id=${id}`)).body.num_total;
async function running(): Promise<string> {
  const id = await site.deploy(runner.cluster);
  await runner.work();
  return id;
}
const grant = (principal_id: string, resource_id: string) =>
  site.made('grants', { principal_id, resource_id, role_id: builtInRoles.envUser.id });
const idOf = async (client: Client): Promise<string> =>
  (await client.get('/api/v2/auth/me')).body.User.id;

describe('deleting a deployment', () => {
  test('uninstalls it first, and forgets it once that is done; what was done stays', async () => {
    const id = await running();
    await grant(id, site.env);
    const itself = site.withToken((await runner.tokenFor(id)).body.access_token);
    expect((await remove(id)).status).toBe(204);
    expect((await read(id)).body).toMatchObject({ status: 'Deleting', enabled: true });
    // It can do nothing from now on, whatever takes how long to uninstall.
    expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
    expect(await grantsTo(id)).toBe(0);

    await site.invoke(id).catch(() => undefined);
    expect(await runner.work()).toEqual(['Uninstall']);
    expectErrorBody(await read(id), 'not_found');
    const tasks = await tasksOf(id);
    expect(tasks.map(({ operation }: { operation: object }) => Object.keys(operation)[0])).toEqual([
      'Uninstall',
      'Install',
    ]);
    expect(tasks[0]).toMatchObject({ status: 'Done', acting_user_id: await idOf(owner) });
    const { items } = (await site.admin.get(`/api/v2/audit-events?target_id=${id}`)).body;
    expect(items[0]).toMatchObject({
      action: 'deployment.delete',
      details: { tokens: 1, grants: 1, is_forced: false, task_id: tasks[0].id },
    });
  });

  test('again is nothing new, but a new try where the last one failed', async () => {
    const id = await running();
    await remove(id);
    expect((await remove(id)).status).toBe(204);
    expect(await tasksOf(id)).toHaveLength(2);
    await runner.work('Failed');
    expect((await read(id)).body).toMatchObject({ status: 'Error', reason: 'as asked' });
    expect((await remove(id)).status).toBe(204);
    expect((await read(id)).body).toMatchObject({ status: 'Deleting', reason: null });
    await runner.work();
    expectErrorBody(await read(id), 'not_found');
    expectErrorBody(await remove(id), 'not_found');
  });

  test('once asked for, nothing else is done to it', async () => {
    const id = await running();
    await remove(id);
    for (const body of [{ name: 'other' }, { enabled: false }, { description_md: 'x' }, {}]) {
      const refused = await site.admin.put(`/api/v2/deployments/${id}`, { body });
      expectErrorBody(refused, 'conflict');
      expect(refused.body.message).toContain('being deleted');
    }
    const InvokeAction = { helm_chart_id: site.chart, action_id: 'greet', body: {} };
    const task = { deployment_id: id, operation: { InvokeAction } };
    expectErrorBody(await site.admin.post('/api/v2/deployment-tasks', { body: task }), 'conflict');
    expectErrorBody(await runner.tokenFor(id), 'conflict');
    const wanted = { principal_id: id, resource_id: site.env, role_id: builtInRoles.envUser.id };
    expectErrorBody(await site.admin.post('/api/v2/grants', { body: wanted }), 'not_found');
    const { abilities } = (await read(id)).body;
    expect(abilities).toEqual(expect.not.arrayContaining(['update', 'enable', 'disable']));
    expect(abilities).toContain('delete');
    await runner.work();
  });

  test('where it is uninstalled it is forgotten at once, and what was to come is canceled', async () => {
    const id = await running();
    const later = new Date(site.now() + 3_600_000).toISOString();
    const planned = await site.invoke(id, { execute_at: later });
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    await runner.work();
    expect((await remove(id)).status).toBe(204);
    expectErrorBody(await read(id), 'not_found');
    expect(await site.task(planned.id)).toMatchObject({
      ...{ status: 'Canceled', canceled_by_user_id: await idOf(owner) },
      reason: expect.stringContaining('was deleted'),
    });
  });

  test('with force it is forgotten at once, even while a runner is at work on it', async () => {
    const id = await site.deploy(runner.cluster);
    const claimed = await runner.take();
    await remove(id);
    expect((await remove(id, '?force=true')).status).toBe(204);
    expectErrorBody(await read(id), 'not_found');
    const states = (await tasksOf(id)).map(({ status }: { status: string }) => status);
    expect(states).toEqual(['Canceled', 'Failed']);
    expectErrorBody(await runner.result(claimed), 'lease_lost');
    const { items } = (await site.admin.get(`/api/v2/audit-events?target_id=${id}`)).body;
    expect(items[0].details).toMatchObject({ is_forced: true, task_id: null });
    expect(await runner.claim()).toBeNull();
  });

  test('is for who holds deployment.delete there', async () => {
    const id = await running();
    const maintainer = await site.person(site.env, 'deploymentMaintainer');
    const refused = await remove(id, '', maintainer);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('deployment.delete');
    expectErrorBody(await remove(id, '?force=true', maintainer), 'forbidden');
    expectErrorBody(await remove(id, '?dry_run=true', maintainer), 'forbidden');
    const stranger = await site.server.as({ email: 'stranger@team.test', picture: 'none' });
    expectErrorBody(await remove(id, '', stranger), 'not_found');
    expect((await remove(id, '', await site.person(site.env, 'envAdmin'))).status).toBe(204);
    await runner.work();
  });

  test('can be tried: it says what would go, and changes nothing', async () => {
    const id = await running();
    const friend = await idOf(await site.person(site.env, 'envUser'));
    const list = { principal_id: friend, resource_id: id, permissions: ['deployment.restart'] };
    await site.made('grants', list);
    await grant(id, site.env);
    const itself = site.withToken((await runner.tokenFor(id)).body.access_token);
    await itself.get('/api/v2/auth/me');
    await site.invoke(id);
    const InvokeAction = { helm_chart_id: site.chart, action_id: 'greet', body: {} };
    await site.made(`deployments/${id}/webhooks`, { name: 'hook', operation: { InvokeAction } });
    const tried = await remove(id, '?dry_run=true');
    expect(tried.body).toMatchObject({
      ...{ dry_run: true, grants: 2, tokens: 1, webhooks: 1, pending_tasks: 1 },
    });
    expect((await read(id)).body.status).toBe('Running');
    expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
    await remove(id);
    await runner.work();
  });

  test('of two at once one makes the task', async () => {
    const id = await running();
    const answers = await Promise.all([remove(id), remove(id), remove(id)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect(await tasksOf(id)).toHaveLength(2);
    await runner.work();
    expectErrorBody(await read(id), 'not_found');
  });
});

describe('deleting what a deployment stands in', () => {
  test('waits until it is uninstalled, and says so when it is tried', async () => {
    const organization = await site.made('organizations', { name: 'doomed' });
    const inside = { name: 'doomed', organization_id: organization.id };
    const project = await site.made('projects', inside);
    const env = await site.made('envs', { name: 'doomed', project_id: project.id });
    const other = await site.made('envs', { name: 'other', project_id: project.id });
    const account = await site.made('service-accounts', { name: 'r', home_id: project.id });
    const role_id = builtInRoles.runner.id;
    await site.made('grants', { principal_id: account.id, resource_id: env.id, role_id });
    const token = await site.made('service-account-tokens', { service_account_id: account.id });
    const client = site.withToken(token.created_token);
    const cluster = await site.made('k8s-clusters', { env_id: env.id, name: 'c' }, client);
    const ids = [await site.deploy(cluster.id), await site.deploy(cluster.id)];
    await grant(ids[0] as string, other.id);

    const places = { envs: env.id, projects: project.id, organizations: organization.id };
    for (const [path, id] of Object.entries(places)) {
      for (const query of ['', '?dry_run=true']) {
        const refused = await site.admin.delete(`/api/v2/${path}/${id}${query}`);
        expectErrorBody(refused, 'conflict');
        expect(refused.body.message).toBe(
          '2 deployments are not uninstalled here. Disable or delete them first, and wait until that is done.',
        );
      }
    }
    for (const id of ids) {
      await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    }
    expectErrorBody(await site.admin.delete(`/api/v2/envs/${env.id}`), 'conflict');
    const claim = `/api/v2/k8s-clusters/${cluster.id}/claim`;
    for (let more = true; more; ) {
      const { claimed } = (await client.post(claim, { body: {} })).body;
      more = claimed !== null;
      const result = { lease_id: claimed?.lease_id, outcome: 'Done' };
      if (more) {
        await client.post(`/api/v2/deployment-tasks/${claimed.task.id}/result`, { body: result });
      }
    }
    const tried = await site.admin.delete(`/api/v2/envs/${env.id}?dry_run=true`);
    expect(tried.body.resources).toContainEqual({ type: 'deployment', count: 2 });
    // Deleted with its cluster, its deployments and what they held elsewhere.
    expect((await site.admin.delete(`/api/v2/envs/${env.id}`)).status).toBe(204);
    expectErrorBody(await read(ids[0] as string), 'not_found');
    expectErrorBody(await site.admin.get(`/api/v2/k8s-clusters/${cluster.id}`), 'not_found');
    expect(await grantsTo(ids[0] as string)).toBe(0);
    expect(await tasksOf(ids[1] as string)).toHaveLength(2);
    expect((await site.admin.delete(`/api/v2/organizations/${organization.id}`)).status).toBe(204);
  });

  test('a kind stays while a deployment is of it', async () => {
    await site.deploy(runner.cluster);
    const refused = await site.admin.delete(`/api/v2/deployment-kinds/${site.kind}`);
    expectErrorBody(refused, 'conflict');
    await runner.work();
  });
});
