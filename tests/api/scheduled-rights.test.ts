import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

const hour = 3_600_000;
let site: RunnerSite;
let runner: Runner;
let deployment: string;
beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  deployment = await site.deploy(runner.cluster);
  await runner.work();
});
afterAll(() => site.server.stop());

const later = (more = {}) => ({ execute_at: new Date(site.now() + hour).toISOString(), ...more });
const idOf = async (person: Client) => (await person.get('/api/v2/auth/me')).body.User.id;

/** What becomes of a task when its time has come. */
async function outcomeOf(id: string) {
  site.pass(hour);
  expect(await runner.claim()).toBeNull();
  return site.task(id);
}

async function withoutGrants(person: Client): Promise<void> {
  const principal = await idOf(person);
  const { body } = await site.admin.get(`/api/v2/grants?principal_id=${principal}`);
  for (const { id } of body.items) await site.admin.delete(`/api/v2/grants/${id}`);
}

test('a planned action is not done for who has lost the right meanwhile', async () => {
  const person = await site.person(site.env, 'deploymentMaintainer');
  const { id } = await site.invoke(deployment, later(), person);
  await withoutGrants(person);
  expect(await outcomeOf(id)).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('it takes deployment.invoke_action'),
  });
  expect((await site.deployment(deployment)).status).toBe('Running');
});

test('nor for who is not active any more', async () => {
  const person = await site.person(site.env, 'deploymentMaintainer');
  const { id } = await site.invoke(deployment, later(), person);
  await site.admin.put(`/api/v2/users/${await idOf(person)}`, { body: { is_active: false } });
  expect(await outcomeOf(id)).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('is not active any more'),
  });
});

test('an Owner’s action is not done for who is a Maintainer by then', async () => {
  const person = await site.person(site.env, 'deploymentOwner');
  const wipe = { helm_chart_id: site.chart, action_id: 'wipe', body: { name: 'all' } };
  const { id } = await site.invoke(
    deployment,
    later({ operation: { InvokeAction: wipe } }),
    person,
  );
  await withoutGrants(person);
  const body = { user_id: await idOf(person), env_id: site.env, kind_id: site.kind };
  await site.made('deployment-permissions', { ...body, role: 'Maintainer' });
  expect(await outcomeOf(id)).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('it takes deployment.delete'),
  });
});

test('nor where another version, without that action, has been installed since', async () => {
  const person = await site.person(site.env, 'deploymentOwner');
  const own = await site.deploy(runner.cluster);
  await runner.work();
  const wipe = { helm_chart_id: site.chart, action_id: 'wipe', body: { name: 'all' } };
  const { id } = await site.invoke(own, later({ operation: { InvokeAction: wipe } }), person);
  const chart = await site.made('helm-charts', {
    ...{ kind_id: site.kind, image_tag: '2.0.0', image_digest: 'sha256:two' },
  });
  await site.admin.put(`/api/v2/deployments/${own}`, { body: { helm_chart_id: chart.id } });
  await runner.work();
  await withoutGrants(person);
  const body = { user_id: await idOf(person), env_id: site.env, kind_id: site.kind };
  await site.made('deployment-permissions', { ...body, role: 'Maintainer' });
  expect(await outcomeOf(id)).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('it takes deployment.delete'),
  });
});

test('nor for a deployment that is gone; what comes after it in line is done', async () => {
  const acting = await site.deploy(runner.cluster);
  await runner.work();
  const grant = { principal_id: acting, resource_id: site.env, kind_id: site.kind };
  await site.made('grants', { ...grant, permissions: ['deployment.invoke_action'] });
  const token = await runner.tokenFor(acting);
  const { id } = await site.invoke(deployment, later(), site.withToken(token.body.access_token));
  const next = await site.invoke(deployment, later());
  await site.admin.delete(`/api/v2/deployments/${acting}?force=true`);
  site.pass(hour);
  const claimed = await runner.take();
  expect(claimed.task.id).toBe(next.id);
  await runner.result(claimed);
  expect(await site.task(id)).toMatchObject({ status: 'Failed' });
});

test('what follows from a change that was made is done, whoever made it', async () => {
  const person = await site.person(site.env, 'deploymentOwner');
  const { body } = await person.post('/api/v2/deployments', {
    body: {
      ...{ name: 'kept', kind_id: site.kind, cluster_id: runner.cluster },
      ...{ helm_chart_id: site.chart, config: {} },
    },
  });
  await withoutGrants(person);
  expect(await runner.work()).toEqual(['Install']);
  expect((await site.deployment(body.id)).status).toBe('Running');
});
