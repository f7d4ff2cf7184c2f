import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';
import { type Bot, botWith, chartWith, taskActions } from './task-kit.ts';

const dayMs = 86_400_000;

let site: RunnerSite;
let runner: Runner;
let chart: string;
let shop: string;
let maintainer: Client;
let reader: Client;
let stranger: Client;
let bot: Bot;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  chart = await chartWith(site, taskActions);
  shop = await site.deploy(runner.cluster, { helm_chart_id: chart });
  await runner.work();
  maintainer = await site.person(site.env, 'deploymentMaintainer');
  reader = await site.person(site.env, 'envUser');
  stranger = await site.server.as('stranger@team.test');
  bot = await botWith(site, 'deploymentMaintainer');
});
afterAll(() => site.server.stop());

const invoking = (action_id: string, body: unknown = {}) => ({
  InvokeAction: { helm_chart_id: chart, action_id, body },
});
const hooksOf = (deployment: string) => `/api/v2/deployments/${deployment}/webhooks`;
const addressOf = (id: string) => `/api/v2/deployment-webhooks/${id}`;
let count = 0;
const newHook = (more: object = {}, by = maintainer) =>
  by.post(hooksOf(shop), {
    body: { name: `hook ${++count}`, operation: invoking('greet', { name: 'Ada' }), ...more },
  });
async function hook(more: object = {}) {
  const { status, body } = await newHook(more);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}
const call = (id: string, headers: Record<string, string> = {}, body?: unknown, by = bot.client) =>
  by.post(addressOf(id), { headers, body });
async function called(...given: Parameters<typeof call>) {
  const { status, body } = await call(...given);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { task_id: string; is_repeat: boolean };
}
async function tasksOf(webhook: string) {
  const { items } = (await site.admin.get(`/api/v2/deployment-tasks?deployment_id=${shop}`)).body;
  return items.filter(({ webhook_id }: { webhook_id: string }) => webhook_id === webhook);
}

describe('an address', () => {
  test('is made, listed and deleted by who may change the deployment', async () => {
    const name = 'On push';
    const made = await hook({ name });
    expect(made).toMatchObject({
      ...{ deployment_id: shop, name, takes_body: false, last_delivery: null },
      operation: invoking('greet', { name: 'Ada' }),
      url: `${site.server.url}${addressOf(made.id)}`,
      abilities: ['delete'],
    });
    const listed = await reader.get(hooksOf(shop));
    expect(listed.body.items).toContainEqual({ ...made, abilities: [] });
    expectErrorBody(await stranger.get(hooksOf(shop)), 'not_found');
    for (const refused of [await newHook({}, reader), await reader.delete(addressOf(made.id))]) {
      expectErrorBody(refused, 'forbidden');
      expect(refused.body.permission).toBe('deployment.update');
    }
    expectErrorBody(await newHook({}, stranger), 'not_found');
    expectErrorBody(await stranger.delete(addressOf(made.id)), 'not_found');
    const taken = await newHook({ name: 'on PUSH' });
    expectErrorBody(taken, 'conflict');
    expect(taken.body.message).toContain('“On push”');
    expect((await maintainer.delete(addressOf(made.id))).status).toBe(204);
    expectErrorBody(await maintainer.delete(addressOf(made.id)), 'not_found');
    expectErrorBody(await call(made.id), 'not_found');
    const { body } = await site.admin.get(`/api/v2/audit-events?target_id=${made.id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'deployment_webhook.delete',
      'deployment_webhook.create',
    ]);
  });

  test('of one name is made once, however many ask at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => newHook({ name: 'the one' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('asks for what can be asked for, and fits', async () => {
    expectErrorBody(await newHook({ operation: { Uninstall: {} } }), 'forbidden');
    expectErrorBody(await newHook({ operation: invoking('fly') }), 'invalid_request');
    const fields = async (more: object) =>
      (await newHook(more)).body.fields.map(({ field }: { field: string }) => field);
    expect(await fields({ operation: invoking('greet', { name: 7 }) })).toEqual([
      'operation.InvokeAction.body.name',
    ]);
    expect(await fields({ operation: invoking('drain'), takes_body: true })).toEqual([
      'takes_body',
    ]);
    const restart = { resource_id: chart, resource_name: 'x' };
    const operation = { RestartK8sResource: restart };
    expect(await fields({ operation })).toEqual(['operation.RestartK8sResource.resource_id']);
    expect(await fields({ operation, takes_body: true })).toEqual(['takes_body']);
    expect(await fields({ name: ' ' })).toEqual(['name']);
  });

  test('shows no sensitive input, and hands it to the runner', async () => {
    const body = { user: 'ada', password: 'open sesame' };
    const { id } = await hook({ operation: invoking('sign-in', body) });
    const listed = await maintainer.get(`${hooksOf(shop)}?per_page=200`);
    expect(JSON.stringify(listed.body)).not.toContain('open sesame');
    await runner.work();
    const { task_id } = await called(id);
    expect((await site.task(task_id)).operation).toEqual(
      invoking('sign-in', { user: 'ada', password: '•••' }),
    );
    const taken = await runner.take();
    expect([taken.task.id, taken.action.body]).toEqual([task_id, body]);
    await runner.result(taken);
  });

  test('shows what was sensitive to nobody, whatever a later version says of it', async () => {
    const own = await site.deploy(runner.cluster, { helm_chart_id: chart });
    await runner.work();
    const operation = invoking('sign-in', { user: 'ada', password: 'open sesame' });
    const { id } = await site.made(hooksOf(own).slice('/api/v2/'.length), {
      name: 'in',
      operation,
    });
    const ui_schema = JSON.parse(
      JSON.stringify(taskActions.find((one) => one.id === 'sign-in')?.['ui_schema']).replace(
        '"sensitive":true',
        '"sensitive":false',
      ),
    );
    const careless = taskActions.map((one) => (one.id === 'sign-in' ? { ...one, ui_schema } : one));
    const body = { helm_chart_id: await chartWith(site, careless) };
    expect((await site.admin.put(`/api/v2/deployments/${own}`, { body })).status).toBe(200);
    await runner.work();
    const { task_id } = await called(id);
    expect(JSON.stringify(await site.task(task_id))).not.toContain('open sesame');
    await runner.work();
  });

  test('is none of a deployment that is being deleted, and goes with it', async () => {
    const id = await site.deploy(runner.cluster, { helm_chart_id: chart });
    const body = { name: 'push', operation: invoking('greet', {}) };
    const made = await maintainer.post(hooksOf(id), { body });
    await runner.work();
    await site.admin.delete(`/api/v2/deployments/${id}`);
    expectErrorBody(
      await maintainer.post(hooksOf(id), { body: { ...body, name: 'more' } }),
      'conflict',
    );
    expectErrorBody(await call(made.body.id), 'conflict');
    await runner.work();
    expectErrorBody(await call(made.body.id), 'not_found');
    expectErrorBody(await maintainer.get(hooksOf(id)), 'not_found');
  });
});

describe('calling it', () => {
  test('makes the task in the name of the caller, with the rights of the caller', async () => {
    const { id, name } = await hook();
    const { task_id, is_repeat } = await called(id);
    expect(is_repeat).toBe(false);
    expect(await site.task(task_id)).toMatchObject({
      ...{ webhook_id: id, acting_bot_id: bot.id, operation: invoking('greet', { name: 'Ada' }) },
    });
    const { body } = await site.admin.get(`/api/v2/audit-events?target_id=${task_id}`);
    expect(body.items[0]).toMatchObject({
      action: 'deployment_task.create',
      details: { webhook: name },
    });
    const listed = (await maintainer.get(`${hooksOf(shop)}?per_page=200`)).body.items;
    const mine = listed.find((one: { id: string }) => one.id === id);
    expect(mine.last_delivery.task_id).toBe(task_id);
    expectErrorBody(await call(id, {}, undefined, reader), 'forbidden');
    expectErrorBody(await call(id, {}, undefined, stranger), 'not_found');
    expectErrorBody(await call(id, {}, undefined, site.server.anonymous()), 'unauthenticated');
  });

  test('takes what the action takes: for Owners, for a state', async () => {
    const owners = await hook({ operation: invoking('wipe') });
    const refused = await call(owners.id);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('deployment.delete');
    const { client } = await botWith(site, 'deploymentOwner');
    await called(owners.id, {}, undefined, client);
    const early = await hook({ operation: invoking('drain') });
    expectErrorBody(await call(early.id), 'conflict');
  });

  test('takes the token in every usual way, and as the password of Basic, whoever the user is', async () => {
    const { id } = await hook();
    const basic = (pair: string) => ({
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
    });
    for (const headers of [
      { 'x-platz-token': bot.token },
      { authorization: `Bearer ${bot.token}` },
      basic(`github:${bot.token}`),
      basic(`:${bot.token}`),
    ]) {
      const by = createClient(site.server.url, { headers });
      const { task_id } = await called(id, {}, undefined, by);
      expect((await site.task(task_id)).actor.credential.id).toBe(bot.tokenId);
    }
    const wrong = [
      basic(`${bot.token}:`),
      basic(bot.token),
      basic(`github:${bot.token}x`),
      { ...basic(`github:${bot.token}`), 'x-platz-token': '' },
    ];
    for (const headers of wrong) {
      const by = createClient(site.server.url, { headers });
      expectErrorBody(await call(id, {}, undefined, by), 'token_malformed');
    }
    const elsewhere = createClient(site.server.url, { headers: basic(`github:${bot.token}`) });
    expectErrorBody(await elsewhere.get('/api/v2/auth/me'), 'token_malformed');
    expectErrorBody(await elsewhere.delete(addressOf(id)), 'token_malformed');
  });

  test('hands the call’s body to the action where the address takes one', async () => {
    const { id } = await hook({ takes_body: true, operation: invoking('greet', { name: 'no' }) });
    const { task_id } = await called(id, {}, { name: 'Grace' });
    expect((await site.task(task_id)).operation).toEqual(invoking('greet', { name: 'Grace' }));
    const none = await called(id);
    expect((await site.task(none.task_id)).operation).toEqual(invoking('greet', {}));
    const wrong = await call(id, {}, { name: 7, color: 'red' });
    expectErrorBody(wrong, 'invalid_request');
    expect(wrong.body.fields.map(({ field }: { field: string }) => field).sort()).toEqual([
      'color',
      'name',
    ]);
    expect((await call(id, {}, [])).body.fields[0].field).toBe('body');
    const sent = { 'content-type': 'application/json' };
    expectErrorBody(await call(id, sent, '{"name":'), 'invalid_json');
    expectErrorBody(await call(id, sent, JSON.stringify('x'.repeat(300_000))), 'payload_too_large');
    const large = await call(id, {}, { name: 'x'.repeat(210_000) });
    expectErrorBody(large, 'invalid_request');
  });

  test('takes a long body, which History and the runner get whole', async () => {
    const { id } = await hook({ operation: invoking('greet', null), takes_body: true });
    const body = { name: 'x'.repeat(100_000) };
    const { task_id } = await called(id, {}, body);
    expect((await site.task(task_id)).operation.InvokeAction.body).toEqual(body);
    expect(await tasksOf(id)).toHaveLength(1);
    let taken = await runner.take();
    for (; taken.task.id !== task_id; taken = await runner.take()) await runner.result(taken);
    expect(taken.action.body).toEqual(body);
    await runner.result(taken);
  });

  test('leaves the body alone where it takes none', async () => {
    const { id } = await hook();
    const { task_id } = await called(id, {}, { ref: 'refs/heads/main', commits: [{}] });
    expect((await site.task(task_id)).operation).toEqual(invoking('greet', { name: 'Ada' }));
  });

  test('asks for the action of the version that is there now', async () => {
    const { id } = await hook();
    const next = await chartWith(site, taskActions);
    const upgrade = (helm_chart_id: string) =>
      site.admin.put(`/api/v2/deployments/${shop}`, { body: { helm_chart_id } });
    await upgrade(next);
    await runner.work();
    const { task_id } = await called(id);
    expect((await site.task(task_id)).operation.InvokeAction.helm_chart_id).toBe(next);
    await upgrade(await chartWith(site, []));
    await runner.work();
    const gone = await call(id);
    expectErrorBody(gone, 'conflict');
    expect(gone.body.message).toContain('no such action');
    await upgrade(chart);
    await runner.work();
  });

  test('of a disabled deployment does nothing', async () => {
    const { id } = await hook();
    await site.admin.put(`/api/v2/deployments/${shop}`, { body: { enabled: false } });
    await runner.work();
    expectErrorBody(await call(id, { 'webhook-id': 'while-disabled' }), 'conflict');
    await site.admin.put(`/api/v2/deployments/${shop}`, { body: { enabled: true } });
    await runner.work();
    expect((await called(id, { 'webhook-id': 'while-disabled' })).is_repeat).toBe(false);
  });
});

describe('a delivery', () => {
  const headers = ['webhook-id', 'x-github-delivery', 'x-gitlab-event-uuid', 'idempotency-key'];
  test.each(headers)('known by %s makes one task, however often it comes', async (header) => {
    const { id } = await hook();
    const first = await called(id, { [header]: 'delivery-1' });
    const again = await called(id, { [header]: 'delivery-1' });
    expect(again).toEqual({ task_id: first.task_id, is_repeat: true });
    const other = await called(id, { [header]: 'delivery-2' });
    expect(other.is_repeat).toBe(false);
    expect(await tasksOf(id)).toHaveLength(2);
  });

  test('without an id is a new one each time', async () => {
    const { id } = await hook();
    const made = [await called(id), await called(id), await called(id, { 'webhook-id': '' })];
    expect(new Set(made.map(({ task_id }) => task_id)).size).toBe(3);
  });

  test('makes one task where it comes several times at once', async () => {
    const { id } = await hook();
    const twice = await botWith(site, 'deploymentMaintainer');
    const answers = await Promise.all(
      [bot, twice, bot, twice].map(({ client }) =>
        called(id, { 'x-github-delivery': 'at-once' }, undefined, client),
      ),
    );
    expect(new Set(answers.map(({ task_id }) => task_id)).size).toBe(1);
    expect(answers.filter(({ is_repeat }) => !is_repeat)).toHaveLength(1);
    expect(await tasksOf(id)).toHaveLength(1);
  });

  test('to one address is none to another', async () => {
    const [one, other] = [await hook(), await hook()];
    const same = { 'webhook-id': 'same' };
    const [first, second] = [await called(one.id, same), await called(other.id, same)];
    expect(second.is_repeat).toBe(false);
    expect(second.task_id).not.toBe(first.task_id);
  });

  test('has an id of 200 characters at most', async () => {
    const { id } = await hook();
    await called(id, { 'idempotency-key': 'x'.repeat(200) });
    expectErrorBody(await call(id, { 'idempotency-key': 'x'.repeat(201) }), 'invalid_request');
    expect(await tasksOf(id)).toHaveLength(1);
  });

  test('is told apart by who may ask: a repeat takes the same rights', async () => {
    const { id } = await hook();
    await called(id, { 'webhook-id': 'secret' });
    const repeat = await call(id, { 'webhook-id': 'secret' }, undefined, reader);
    expectErrorBody(repeat, 'forbidden');
  });

  test('is forgotten after 30 days', async () => {
    const { id } = await hook();
    const first = await called(id, { 'webhook-id': 'old' });
    // A session lasts a week; tokens last.
    site.pass(29 * dayMs);
    expect((await called(id, { 'webhook-id': 'old' })).task_id).toBe(first.task_id);
    site.pass(2 * dayMs);
    const again = await called(id, { 'webhook-id': 'old' });
    expect(again.is_repeat).toBe(false);
    expect(again.task_id).not.toBe(first.task_id);
  });
});
