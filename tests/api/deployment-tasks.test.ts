import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';
import { botWith, chartWith, greeting, taskActions } from './task-kit.ts';

const tasks = '/api/v2/deployment-tasks';
const dayMs = 86_400_000;

let site: RunnerSite;
let runner: Runner;
let chart: string;
let shop: string;
let maintainer: Client;
let reader: Client;
let stranger: Client;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  chart = await chartWith(site, taskActions);
  shop = await site.deploy(runner.cluster, { helm_chart_id: chart });
  maintainer = await site.person(site.env, 'deploymentMaintainer');
  reader = await site.person(site.env, 'envUser');
  stranger = await site.server.as('stranger@team.test');
  await runner.work();
});
afterAll(() => site.server.stop());

const invoking = (action_id: string, body: unknown = {}, helm_chart_id = chart) => ({
  InvokeAction: { helm_chart_id, action_id, body },
});
function ask(by: Client, operation: unknown, more: object = {}): Promise<Answer> {
  return by.post(tasks, { body: { deployment_id: shop, operation, ...more } });
}
async function asked(by: Client, operation: unknown, more: object = {}) {
  const answer = await ask(by, operation, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
const fieldsOf = (answer: Answer) => {
  expectErrorBody(answer, 'invalid_request');
  return answer.body.fields.map(({ field }: { field: string }) => field);
};
const tomorrow = () => ({ execute_at: new Date(site.now() + dayMs).toISOString() });
const cancel = (by: Client, id: string, body?: unknown) => by.delete(`${tasks}/${id}`, { body });

describe('invoking an action', () => {
  test('makes a task in the name of who asked, with the token they came with', async () => {
    const bot = await botWith(site, 'deploymentMaintainer');
    const task = await asked(bot.client, invoking('greet', { name: 'Ada' }));
    expect(task).toMatchObject({
      deployment_id: shop,
      cluster_id: runner.cluster,
      status: 'Pending',
      operation: invoking('greet', { name: 'Ada' }),
      acting_bot_id: bot.id,
      acting_user_id: null,
      acting_deployment_id: null,
      actor: {
        ...{ kind: 'service_account', id: bot.id, name: bot.name },
        credential: { kind: 'service_account_token', id: bot.tokenId },
      },
      deployment: { id: shop, is_gone: false },
      canceled_by: null,
      abilities: ['cancel'],
    });
    expect(task.execute_at).toBe(task.created_at);
    const events = await site.admin.get('/api/v2/audit-events?action=deployment_task.create');
    expect(events.body.items[0]).toMatchObject({
      actor: { id: bot.id },
      target: { kind: 'deployment_task', id: task.id, name: 'InvokeAction' },
      details: { deployment_id: shop, operation: 'InvokeAction', action: 'Greet', webhook: null },
    });
    await runner.work();
    expect((await site.task(task.id)).status).toBe('Done');
  });

  test('can be done by a deployment with its own token on another one', async () => {
    const caller = await site.deploy(runner.cluster);
    await runner.work();
    const { access_token } = (await runner.tokenFor(caller)).body;
    const itself = site.withToken(access_token);
    expectErrorBody(await ask(itself, invoking('greet', { name: 'Ada' })), 'not_found');
    await site.made('grants', {
      ...{ principal_id: caller, resource_id: site.env, kind_id: site.kind },
      role_id: builtInRoles.deploymentMaintainer.id,
    });
    const task = await asked(itself, invoking('greet', { name: 'Ada' }));
    expect(task).toMatchObject({
      ...{ acting_deployment_id: caller, acting_user_id: null, acting_bot_id: null },
      actor: { kind: 'deployment', credential: { kind: 'deployment_token' } },
    });
  });

  test('takes the rights of the deployment, and of the action', async () => {
    expectErrorBody(await ask(stranger, invoking('greet')), 'not_found');
    const seen = await ask(reader, invoking('greet'));
    expectErrorBody(seen, 'forbidden');
    expect(seen.body.permission).toBe('deployment.invoke_action');
    const bot = await botWith(site, 'deploymentMaintainer');
    const owners = await ask(bot.client, invoking('wipe'));
    expectErrorBody(owners, 'forbidden');
    expect(owners.body.permission).toBe('deployment.delete');
    expect(owners.body.message).toContain('Owner');
    const owner = await site.person(site.env, 'deploymentOwner');
    await asked(owner, invoking('wipe'));
  });

  test('waits until the deployment is as the action asks', async () => {
    const early = await ask(maintainer, invoking('drain'));
    expectErrorBody(early, 'conflict');
    expect(early.body.message).toContain('Overloaded');
    const content = { status: { name: 'overloaded', color: 'danger' } };
    const status = { content, error: null };
    await runner.client.post(`/api/v2/k8s-clusters/${runner.cluster}/report`, {
      body: { is_ok: true, deployments: [{ id: shop, status }] },
    });
    await asked(maintainer, invoking('drain'));
  });

  test('takes the actions of the version that is deployed, and of no other', async () => {
    const other = await chartWith(site, [greeting]);
    const conflict = await ask(maintainer, invoking('greet', {}, other));
    expectErrorBody(conflict, 'conflict');
    expect(conflict.body.message).toContain('version');
    const chartField = 'operation.InvokeAction.helm_chart_id';
    const kind = await site.made('deployment-kinds', { name: 'queue' });
    const foreign = await chartWith(site, [greeting], kind.id);
    expect(fieldsOf(await ask(maintainer, invoking('greet', {}, foreign)))).toEqual([chartField]);
    const unknown = '01890000-0000-7000-8000-000000000000';
    expect(fieldsOf(await ask(maintainer, invoking('greet', {}, unknown)))).toEqual([chartField]);
    expect(fieldsOf(await ask(maintainer, invoking('fly')))).toEqual([
      'operation.InvokeAction.action_id',
    ]);
  });

  test('names each input that the action does not take', async () => {
    const body = 'operation.InvokeAction.body';
    const wrong = await ask(maintainer, invoking('greet', { name: 7, color: 'red' }));
    expect(fieldsOf(wrong).sort()).toEqual([`${body}.color`, `${body}.name`]);
    expect(fieldsOf(await ask(maintainer, invoking('greet', [])))).toEqual([body]);
    expect(fieldsOf(await ask(maintainer, invoking('drain', { fast: true })))).toEqual([body]);
    const long = { name: 'x'.repeat(60_000) };
    expect(fieldsOf(await ask(maintainer, invoking('greet', long)))).toEqual([body]);
  });

  test('shows no sensitive input again, and gives it to the runner', async () => {
    const body = { user: 'ada', password: 'correct horse' };
    const task = await asked(maintainer, invoking('sign-in', body));
    const shown = invoking('sign-in', { user: 'ada', password: '•••' });
    expect(task.operation).toEqual(shown);
    expect((await site.task(task.id)).operation).toEqual(shown);
    const listed = await site.admin.get(`${tasks}?deployment_id=${shop}`);
    expect(JSON.stringify(listed.body)).not.toContain('correct horse');
    expect((await claimed(task.id)).action.body).toEqual(body);
    expect(site.server.log().join('')).not.toContain('correct horse');
  });

  test('takes a body of the longest length, also where it is longer as it is shown', async () => {
    const spare = 50_000 - JSON.stringify({ user: '', password: 'x' }).length;
    const user = 'u'.repeat(spare);
    const task = await asked(maintainer, invoking('sign-in', { user, password: 'x' }));
    expect(task.operation).toEqual(invoking('sign-in', { user, password: '•••' }));
    await claimed(task.id);
  });
});

/** Claims until it is this task’s turn, and ends it. */
async function claimed(id: string) {
  for (;;) {
    const taken = await runner.take();
    expect((await runner.result(taken)).status).toBe(204);
    if (taken.task.id === id) return taken;
  }
}

describe('restarting a part', () => {
  let part: { id: string; name: string };
  beforeAll(async () => {
    const resources = [{ kind: 'Process', api_version: 'v1', name: 'front', status_color: [] }];
    await runner.client.post(`/api/v2/k8s-clusters/${runner.cluster}/report`, {
      body: { is_ok: true, deployments: [{ id: shop, resources }] },
    });
    part = (await site.admin.get(`/api/v2/k8s-resources?deployment_id=${shop}`)).body.items[0];
  });
  const restarting = (resource_id: string, resource_name: string) => ({
    RestartK8sResource: { resource_id, resource_name },
  });

  test('makes a task', async () => {
    const task = await asked(maintainer, restarting(part.id, part.name));
    expect(task).toMatchObject({ operation: restarting(part.id, part.name), status: 'Pending' });
    const seen = await ask(reader, restarting(part.id, part.name));
    expectErrorBody(seen, 'forbidden');
    expect(seen.body.permission).toBe('deployment.restart');
  });

  test('takes one of the deployment’s own, by its name', async () => {
    const other = await site.deploy(runner.cluster);
    const body = { deployment_id: other, operation: restarting(part.id, part.name) };
    const field = 'operation.RestartK8sResource';
    expect(fieldsOf(await maintainer.post(tasks, { body }))).toEqual([`${field}.resource_id`]);
    expect(fieldsOf(await ask(maintainer, restarting(part.id, 'back')))).toEqual([
      `${field}.resource_name`,
    ]);
  });
});

describe('what cannot be asked for', () => {
  test.each([
    { Install: { helm_chart_id: '', config_inputs: {} } },
    { Upgrade: {} },
    { Reinstall: { reason: 'why not' } },
    { Recreate: {} },
    { Uninstall: {} },
  ])('%j comes from changing the deployment', async (operation) => {
    const owner = await site.person(site.env, 'deploymentOwner');
    for (const by of [owner, reader]) {
      const refused = await ask(by, operation);
      expectErrorBody(refused, 'forbidden');
      expect(refused.body.message).toContain('changing the deployment');
    }
    expectErrorBody(await ask(stranger, operation), 'not_found');
  });

  test.each([{}, { Dance: {} }, { ...invoking('greet'), Uninstall: {} }, 'InvokeAction', null])(
    '%j is none of the operations',
    async (operation) => {
      expect(fieldsOf(await ask(maintainer, operation))).toContain('operation');
    },
  );

  test('nothing is done to what is disabled, being deleted or gone', async () => {
    const id = await site.deploy(runner.cluster, { helm_chart_id: chart });
    await runner.work();
    const body = { deployment_id: id, operation: invoking('greet') };
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    const disabled = await maintainer.post(tasks, { body });
    expectErrorBody(disabled, 'conflict');
    expect(disabled.body.message).toContain('disabled');
    await runner.work();
    await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: true } });
    await runner.work();
    await site.admin.delete(`/api/v2/deployments/${id}`);
    const deleting = await maintainer.post(tasks, { body });
    expectErrorBody(deleting, 'conflict');
    expect(deleting.body.message).toContain('deleted');
    await runner.work();
    expectErrorBody(await maintainer.post(tasks, { body }), 'not_found');
  });
});

describe('when', () => {
  test('a time to come is kept, and one that is past is now', async () => {
    const later = await asked(maintainer, invoking('greet'), tomorrow());
    expect(Date.parse(later.execute_at) - Date.parse(later.created_at)).toBeGreaterThan(
      dayMs - 60_000,
    );
    await runner.work();
    expect((await site.task(later.id)).status).toBe('Pending');
    const past = await asked(maintainer, invoking('greet'), { execute_at: '1999-12-31' });
    expect(past.execute_at).toBe(past.created_at);
    const now = await asked(maintainer, invoking('greet'), { execute_at: null });
    expect(now.execute_at).toBe(now.created_at);
    await cancel(maintainer, later.id);
  });

  test.each(['2126-01-01', '9999-12-31T23:59:59Z', '10000-01-01', 'soon', 7])(
    '%j is no time for a task',
    async (execute_at) => {
      expect(fieldsOf(await ask(maintainer, invoking('greet'), { execute_at }))).toEqual([
        'execute_at',
      ]);
    },
  );
});

describe('canceling', () => {
  const waiting = (by = maintainer) => asked(by, invoking('greet'), tomorrow());

  test('is for who asked, and says who did it and why', async () => {
    const task = await waiting();
    const { status, body } = await cancel(maintainer, task.id, { reason: 'not now' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ id: task.id, status: 'Canceled', reason: 'not now' },
      canceled_by_user_id: task.acting_user_id,
      canceled_by_bot_id: null,
      canceled_by: { kind: 'user', credential: { kind: 'session' } },
      abilities: [],
    });
    expect(body.finished_at).not.toBeNull();
    const events = await site.admin.get('/api/v2/audit-events?action=deployment_task.cancel');
    expect(events.body.items[0].details).toMatchObject({ reason: 'not now', deployment_id: shop });
  });

  test('is for who may ask for the same, and not for who only sees it', async () => {
    const task = await waiting();
    expectErrorBody(await cancel(stranger, task.id), 'not_found');
    const seen = await cancel(reader, task.id);
    expectErrorBody(seen, 'forbidden');
    expect(seen.body.permission).toBe('deployment.invoke_action');
    expect((await reader.get(`${tasks}/${task.id}`)).body.abilities).toEqual([]);
    const bot = await botWith(site, 'deploymentMaintainer');
    const done = await cancel(bot.client, task.id);
    expect(done.body).toMatchObject({
      status: 'Canceled',
      reason: null,
      canceled_by_bot_id: bot.id,
    });
  });

  test('is still for who asked when they may not ask any more', async () => {
    const bot = await botWith(site, 'deploymentMaintainer');
    const task = await waiting(bot.client);
    await site.admin.delete(`/api/v2/grants/${bot.grantId}`);
    expectErrorBody(await bot.client.get(`${tasks}/${task.id}`), 'not_found');
    expect((await cancel(bot.client, task.id, {})).status).toBe(200);
  });

  test('comes too late once it has started, ended or was canceled', async () => {
    await runner.work();
    const started = await asked(maintainer, invoking('greet'));
    const taken = await runner.take();
    const late = await cancel(maintainer, started.id);
    expectErrorBody(late, 'conflict');
    expect(late.body.message).toContain('Started');
    await runner.result(taken);
    expect((await cancel(maintainer, started.id)).body.message).toContain('Done');
    const task = await waiting();
    await cancel(maintainer, task.id);
    expect((await cancel(maintainer, task.id)).body.message).toContain('Canceled');
    const long = await cancel(maintainer, task.id, { reason: 'x'.repeat(501) });
    expect(fieldsOf(long)).toEqual(['reason']);
  });

  test('and a claim at the same moment: one of them wins, and the other hears so', async () => {
    for (let round = 0; round < 5; round++) {
      await runner.work();
      const task = await asked(maintainer, invoking('greet'));
      const [canceled, taken] = await Promise.all([cancel(maintainer, task.id), runner.claim()]);
      const { status } = await site.task(task.id);
      expect(status).toBe(taken ? 'Started' : 'Canceled');
      expect(canceled.status).toBe(taken ? 409 : 200);
      if (taken) await runner.result(taken);
    }
  });

  test('of an installation is for who may create, and the deployment says that it did not happen', async () => {
    await runner.work();
    const id = await site.deploy(runner.cluster);
    const [install] = (await site.admin.get(`${tasks}?deployment_id=${id}`)).body.items;
    expectErrorBody(await cancel(maintainer, install.id), 'forbidden');
    const owner = await site.person(site.env, 'deploymentOwner');
    expect((await cancel(owner, install.id, { reason: 'wrong cluster' })).status).toBe(200);
    const deployment = await site.deployment(id);
    expect(deployment.status).toBe('Error');
    expect(deployment.reason).toMatch(/^Install was canceled by .*: wrong cluster$/);
    expect(await runner.work()).toEqual([]);
  });
});

describe('reading', () => {
  test('a task and its output are for who may read tasks there', async () => {
    await runner.work();
    const task = await asked(maintainer, invoking('greet'));
    const taken = await runner.take();
    await runner.progress(taken, { output: 'hello ' });
    await runner.progress(taken, { output: 'world' });
    const output = (by: Client, query = '') => by.get(`${tasks}/${task.id}/output${query}`);
    expect((await output(reader)).body).toEqual({ text: 'hello world', is_cut: false });
    expect((await output(reader, '?tail=5')).body.text).toBe('world');
    expect((await output(reader, '?tail=0')).status).toBe(400);
    expect((await reader.get(`${tasks}/${task.id}`)).body).toMatchObject({
      ...{ status: 'Started', attempts: 1, output_bytes: 11 },
    });
    expectErrorBody(await output(stranger), 'not_found');
    expectErrorBody(await stranger.get(`${tasks}/${task.id}`), 'not_found');
    await runner.result(taken, { response: { status: 200, body: 'hi', is_cut: false } });
    const done = (await reader.get(`${tasks}/${task.id}`)).body;
    expect(done).toMatchObject({ status: 'Done', response: { status: 200, body: 'hi' } });
  });

  test('a task that is not there is not found, and an id that is none is refused', async () => {
    const unknown = '01890000-0000-7000-8000-000000000000';
    for (const path of [unknown, `${unknown}/output`]) {
      expectErrorBody(await site.admin.get(`${tasks}/${path}`), 'not_found');
    }
    expectErrorBody(await cancel(site.admin, unknown), 'not_found');
    expectErrorBody(await site.admin.get(`${tasks}/7`), 'invalid_request');
  });
});
