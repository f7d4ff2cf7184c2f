import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
let owner: Client;
let count = 0;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  owner = await site.person(site.env, 'deploymentOwner');
});
afterAll(() => site.server.stop());

const wanted = (more: object = {}) => ({
  ...{ name: `front ${++count}`, kind_id: site.kind, cluster_id: runner.cluster },
  ...{ helm_chart_id: site.chart, config: { greeting: 'Hello' } },
  ...more,
});
const create = (more: object = {}, by: Client = site.admin) =>
  by.post('/api/v2/deployments', { body: wanted(more) });
const tasksOf = async (id: string) =>
  (await site.admin.get(`/api/v2/deployment-tasks?deployment_id=${id}`)).body.items;
const nowhere = '01890000-0000-7000-8000-000000000000';

/** 400 and 404 that name the field at the start of the message. */
async function expectRefused(more: object, field: string, code = 'invalid_request') {
  const answer = await create(more);
  expectErrorBody(answer, code as never);
  expect(answer.body.message).toMatch(new RegExp(`^${field}: `));
  return answer.body;
}

describe('making a deployment', () => {
  test('makes the task that installs it, in the name of who made it and their credential', async () => {
    const body = wanted({ name: 'Front door', description_md: '# Hi', values_override: { a: 1 } });
    const made = await owner.post('/api/v2/deployments', { body });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      ...{ name: 'Front door', kind_id: site.kind, cluster_id: runner.cluster, env_id: site.env },
      ...{ enabled: true, status: 'Installing', reason: null, revision_id: null },
      ...{ config: { greeting: 'Hello' }, values_override: { a: 1 }, description_md: '# Hi' },
      ...{ kind: { name: 'web' }, env: { name: 'production' }, project: { name: 'shop' } },
      ...{ chart: { image_tag: '1.0.0' }, namespace: 'web-front-door', reported_status: null },
    });
    const [task, ...others] = await tasksOf(made.body.id);
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      ...{ status: 'Pending', cluster_id: runner.cluster, env: { id: site.env } },
      operation: {
        Install: {
          helm_chart_id: site.chart,
          config_inputs: { greeting: 'Hello' },
          values_override: { a: 1 },
        },
      },
    });
    const me = (await owner.get('/api/v2/auth/me')).body.User;
    expect(task).toMatchObject({ acting_user_id: me.id, acting_bot_id: null });
    expect(task.actor).toMatchObject({ kind: 'user', credential: { kind: 'session' } });
    const read = await owner.get(`/api/v2/deployments/${made.body.id}`);
    expect(read.body).toEqual(made.body);
    const { body: events } = await site.admin.get(`/api/v2/audit-events?target_id=${made.body.id}`);
    expect(events.items[0]).toMatchObject({
      ...{ action: 'deployment.create', target: { name: 'Front door' } },
      details: {
        parent_name: 'production',
        deployment_kind: 'web',
        chart: '1.0.0',
        task_id: task.id,
      },
    });
  });

  test('without a name it has that of its kind, without a config none', async () => {
    const kind_id = (await site.made('deployment-kinds', { name: 'lone' })).id;
    const chart = { kind_id, image_tag: '1', image_digest: 'sha256:lone' };
    const helm_chart_id = (await site.made('helm-charts', chart)).id;
    const made = await create({ name: '', kind_id, helm_chart_id, config: undefined });
    expect(made.body).toMatchObject({ name: 'lone', namespace: 'lone', config: {} });
    expect(made.body.values_override).toBeNull();
  });

  test('of a bot the task names the bot and its token', async () => {
    const bot = await site.made('bots', { display_name: 'CI' });
    const grant = { principal_id: bot.id, resource_id: site.env, kind_id: site.kind };
    const { items: roles } = (await site.admin.get('/api/v2/roles?search=Owner')).body;
    await site.made('grants', { ...grant, role_id: roles[0].id });
    const token = await site.made('service-account-tokens', { service_account_id: bot.id });
    const made = await create({}, site.withToken(token.created_token));
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const [task] = await tasksOf(made.body.id);
    expect(task).toMatchObject({ acting_bot_id: bot.id, acting_user_id: null });
    expect(task.actor.credential).toMatchObject({ kind: 'service_account_token', id: token.id });
  });

  test('takes names that are told apart, among those of its kind in its env', async () => {
    expect((await create({ name: 'Twin' })).status).toBe(201);
    const taken = await create({ name: 'TWIN' });
    expectErrorBody(taken, 'conflict');
    expect(taken.body.message).toContain('“Twin”');
    const kind_id = (await site.made('deployment-kinds', { name: 'other' })).id;
    const chart = { kind_id, image_tag: '1', image_digest: 'sha256:other' };
    const helm_chart_id = (await site.made('helm-charts', chart)).id;
    expect((await create({ name: 'Twin', kind_id, helm_chart_id })).status).toBe(201);
  });

  test('of two at once by one name one is made', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => create({ name: 'At once' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('gives each a place of its own, however alike their names', async () => {
    const made = await Promise.all(
      ['same place', 'same-place', 'same.place'].map((name) => create({ name })),
    );
    const namespaces = made.map(({ body }) => body.namespace);
    expect(new Set(namespaces).size).toBe(3);
    expect(namespaces).toContain('web-same-place');
    for (const one of namespaces) expect(one).toMatch(/^web-same-place(-[0-9a-f]{8})?$/);
  });
});

describe('what cannot be made', () => {
  test('of a kind that is none', async () => {
    await expectRefused({ kind_id: nowhere }, 'kind_id', 'not_found');
    await expectRefused({ kind_id: site.env }, 'kind_id', 'not_found');
  });

  test('of a chart that is none, of another kind, or broken', async () => {
    await expectRefused({ helm_chart_id: nowhere }, 'helm_chart_id', 'not_found');
    const kind_id = (await site.made('deployment-kinds', { name: 'foreign' })).id;
    const foreign = { kind_id, image_tag: '1', image_digest: 'sha256:foreign' };
    const { id } = await site.made('helm-charts', foreign);
    expect((await expectRefused({ helm_chart_id: id }, 'helm_chart_id')).message).toContain('kind');
    const broken = { kind_id: site.kind, image_tag: '2', image_digest: 'sha256:broken' };
    const { id: brokenId } = await site.made('helm-charts', { ...broken, error: 'No values.' });
    const refused = await expectRefused({ helm_chart_id: brokenId }, 'helm_chart_id');
    expect(refused.message).toContain('No values.');
  });

  test('with a config that is not as its chart says', async () => {
    const { fields } = await expectRefused(
      { config: { greeting: 1, unknown: true } },
      'config.greeting',
    );
    expect(fields.map(({ field }: { field: string }) => field)).toEqual([
      'config.greeting',
      'config.unknown',
    ]);
    await expectRefused({ config: ['greeting'] }, 'config');
    await expectRefused({ config: { greeting: 'x'.repeat(60_000) } }, 'config');
    await expectRefused({ values_override: ['x'.repeat(60_000)] }, 'values_override');
  });

  test('by a name that is none', async () => {
    await expectRefused({ name: 'x'.repeat(101) }, 'name');
    await expectRefused({ name: 'a\u0000b' }, 'name');
    await expectRefused({ description_md: 'x'.repeat(10_001) }, 'description_md');
    await expectRefused({ cluster_id: 'here' }, 'cluster_id');
  });

  test('on a cluster that is none, or takes none', async () => {
    expectErrorBody(await create({ cluster_id: nowhere }), 'not_found');
    const { cluster } = await site.runner();
    await site.admin.put(`/api/v2/k8s-clusters/${cluster}`, { body: { ignore: true } });
    const refused = await expectRefused({ cluster_id: cluster }, 'cluster_id');
    expect(refused.message).toContain('takes no new deployments');
  });

  test('by who may not, and where the env is not theirs to see', async () => {
    const maintainer = await site.person(site.env, 'deploymentMaintainer');
    expectErrorBody(await create({}, maintainer), 'forbidden');
    const user = await site.person(site.env, 'envUser');
    const refused = await create({}, user);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body).toMatchObject({ permission: 'deployment.create' });
    expect(refused.body.roles).toContain('Owner (env)');
    const elsewhere = await site.made('envs', { name: 'elsewhere', project_id: site.project });
    const stranger = await site.person(elsewhere.id, 'envAdmin');
    expectErrorBody(await create({}, stranger), 'not_found');
    // An Owner of one kind makes none of another.
    const kind_id = (await site.made('deployment-kinds', { name: 'not theirs' })).id;
    expectErrorBody(await create({ kind_id }, owner), 'not_found');
    const admin = await site.person(site.env, 'envAdmin');
    expect((await create({}, admin)).status).toBe(201);
  });
});

test('what one may do to a deployment is said with it', async () => {
  const { id } = (await create()).body;
  const able = async (by: Client) =>
    (await by.get(`/api/v2/deployments/${id}`)).body.abilities?.sort();
  const maintains = ['invoke_action', 'list_tasks', 'restart', 'update'];
  expect(await able(await site.person(site.env, 'deploymentMaintainer'))).toEqual(maintains);
  const owns = [...maintains, 'delete', 'disable'].sort();
  expect(await able(owner)).toEqual(owns);
  expect(await able(await site.person(site.env, 'envUser'))).toEqual(['list_tasks']);
  const all = [...owns, 'create_grant', 'list_grants'].sort();
  expect(await able(await site.person(site.env, 'envAdmin'))).toEqual(all);
  await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
  expect(await able(owner)).toEqual([...owns.filter((one) => one !== 'disable'), 'enable'].sort());
  const stranger = await site.server.as({ email: 'stranger@team.test', picture: 'none' });
  expectErrorBody(await stranger.get(`/api/v2/deployments/${id}`), 'not_found');
});
