import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
let second: Runner;
let owner: Client;
let maintainer: Client;

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  second = await site.runner();
  owner = await site.person(site.env, 'deploymentOwner');
  maintainer = await site.person(site.env, 'deploymentMaintainer');
});
afterAll(() => site.server.stop());

const change = (id: string, body: object, by: Client = owner) =>
  by.put(`/api/v2/deployments/${id}`, { body });
const operationsOf = async (id: string) =>
  (await site.admin.get(`/api/v2/deployment-tasks?deployment_id=${id}`)).body.items
    .map(({ operation }: { operation: object }) => operation)
    .reverse();
const namesOf = async (id: string) => (await operationsOf(id)).flatMap(Object.keys);
/** One that runs. */
async function running(body: object = {}): Promise<string> {
  const id = await site.deploy(runner.cluster, { ...body });
  await runner.work();
  return id;
}
const statusOf = async (id: string) => (await site.deployment(id)).status;

describe('a change of what runs', () => {
  test('makes an upgrade that says what is new, and runs again once that is done', async () => {
    const id = await running({ config: { greeting: 'Hello' } });
    const { revision_id } = await site.deployment(id);
    const chart = { kind_id: site.kind, image_tag: '2.0.0', image_digest: 'sha256:two' };
    const next = await site.made('helm-charts', chart);
    const body = { helm_chart_id: next.id, config: { greeting: 'Ahoy' } };
    const changed = await change(id, body, maintainer);
    expect(changed.body).toMatchObject({ status: 'Upgrading', ...body });
    const { Upgrade } = (await operationsOf(id)).at(-1);
    expect(Upgrade).toMatchObject({
      ...{ helm_chart_id: next.id, prev_helm_chart_id: site.chart },
      ...{ config_inputs: { greeting: 'Ahoy' }, config_delta: { greeting: ['Hello', 'Ahoy'] } },
    });
    await runner.work();
    const after = await site.deployment(id);
    expect(after.status).toBe('Running');
    expect(after.revision_id).not.toBe(revision_id);
    const { items } = (await site.admin.get(`/api/v2/audit-events?target_id=${id}`)).body;
    expect(items[0]).toMatchObject({
      action: 'deployment.update',
      details: {
        ...{ chart: { from: '1.0.0', to: '2.0.0' }, settings: ['config'] },
        task_id: after.revision_id,
      },
    });
  });

  test('that changes nothing, or the description alone, makes no task', async () => {
    const id = await running({ config: { greeting: 'Hello' } });
    const { name } = await site.deployment(id);
    const events = async () =>
      (await site.admin.get(`/api/v2/audit-events?target_id=${id}`)).body.num_total;
    const before = await events();
    const nulls = { config: null, values_override: null, enabled: null, cluster_id: null };
    for (const body of [{}, nulls, { name, enabled: true, config: { greeting: 'Hello' } }]) {
      expect((await change(id, body)).status).toBe(200);
    }
    expect(await events()).toBe(before);
    expect((await change(id, { description_md: 'The shop.' })).body.description_md).toBe(
      'The shop.',
    );
    expect(await events()).toBe(before + 1);
    expect(await namesOf(id)).toEqual(['Install']);
  });

  test('never shows what is sensitive, and keeps it where it comes back hidden', async () => {
    const id = await running({ config: { greeting: 'Hello', password: 'hunter2' } });
    const shown = await site.deployment(id);
    expect(shown.config).toEqual({ greeting: 'Hello', password: '•••' });
    const changed = await change(id, { config: { ...shown.config, greeting: 'Ahoy' } });
    expect(changed.body.config).toEqual({ greeting: 'Ahoy', password: '•••' });
    const claimed = await runner.take();
    expect(claimed.deployment.config).toEqual({ greeting: 'Ahoy', password: 'hunter2' });
    expect(claimed.task.operation.Upgrade.config_delta).toEqual({ greeting: ['Hello', 'Ahoy'] });
    await runner.result(claimed);
    expect(JSON.stringify((await operationsOf(id)).at(-1))).not.toContain('hunter2');
  });

  test('to a version that would show what is hidden takes that anew, or without it', async () => {
    const own = [{ id: 'greeting', type: 'text', label: 'Greeting' }];
    const open = [...own, { id: 'password', type: 'text', label: 'Password' }];
    const version = async (image_tag: string, values_ui: object | null) => {
      const more = { kind_id: site.kind, image_digest: `sha256:${image_tag}`, values_ui };
      return (await site.made('helm-charts', { image_tag, ...more })).id;
    };
    const careless = await version('careless', { inputs: open });
    const anything = await version('anything', null);
    const id = await running({ config: { password: 'hunter2' } });
    for (const helm_chart_id of [careless, anything]) {
      for (const config of [undefined, null, { password: '•••' }]) {
        const refused = await change(id, { helm_chart_id, config });
        expectErrorBody(refused, 'invalid_request');
        expect(refused.body.fields[0].field).toBe('config.password');
      }
    }
    const config = { password: 'known' };
    expect((await change(id, { helm_chart_id: careless, config })).body.config).toEqual(config);
    const other = await running({ config: { password: 'hunter2' } });
    expect((await change(other, { helm_chart_id: anything, config: {} })).body.config).toEqual({});
    await runner.work();
  });

  test('is refused where it does not fit, and changes nothing then', async () => {
    const id = await running();
    const { name } = await site.deployment(id);
    const kind_id = (await site.made('deployment-kinds', { name: 'foreign' })).id;
    const foreign = { kind_id, image_tag: '1', image_digest: 'sha256:foreign' };
    const helm_chart_id = (await site.made('helm-charts', foreign)).id;
    for (const [body, field] of [
      [{ helm_chart_id }, 'helm_chart_id'],
      [{ config: { greeting: 1 } }, 'config.greeting'],
      [{ config: 'x' }, 'config'],
      [{ name: 'x'.repeat(101) }, 'name'],
      [{ enabled: 'no' }, 'enabled'],
    ] as const) {
      const refused = await change(id, { description_md: 'lost', ...body });
      expectErrorBody(refused, 'invalid_request');
      expect(refused.body.fields[0].field).toBe(field);
    }
    const after = await site.deployment(id);
    expect(after).toMatchObject({ name, status: 'Running', description_md: null });
    expect(await namesOf(id)).toEqual(['Install']);
  });

  test('that breaks says why, and can be mended', async () => {
    const id = await running();
    await change(id, { config: { greeting: 'a' } });
    await runner.work('Failed');
    expect(await site.deployment(id)).toMatchObject({ status: 'Error', reason: 'as asked' });
    const mended = await change(id, { config: { greeting: 'b' } });
    expect(mended.body).toMatchObject({ status: 'Upgrading', reason: null });
    await runner.work();
    expect(await site.deployment(id)).toMatchObject({ status: 'Running', reason: null });
  });
});

describe('another name or cluster', () => {
  test('a new name recreates it in its new place', async () => {
    const id = await running({ name: 'old name' });
    const renamed = await change(id, { name: 'new name' });
    expect(renamed.body).toMatchObject({ status: 'Renaming', namespace: 'web-new-name' });
    const { Recreate } = (await operationsOf(id)).at(-1);
    expect(Recreate).toEqual({
      ...{ old_cluster_id: runner.cluster, new_cluster_id: runner.cluster },
      ...{ old_namespace: 'web-old-name', new_namespace: 'web-new-name' },
    });
    await runner.work();
    expect(await statusOf(id)).toBe('Running');
  });

  test('of two who take one name at once one gets it', async () => {
    const ids = [await running(), await running()];
    const answers = await Promise.all(ids.map((id) => change(id, { name: 'Wanted' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a move uninstalls it where it was, and recreates it where it goes', async () => {
    const id = await running();
    const moved = await change(id, { cluster_id: second.cluster });
    expect(moved.body).toMatchObject({ status: 'Renaming', cluster_id: second.cluster });
    expect(await second.work()).toEqual(['Recreate']);
    expect(await statusOf(id)).toBe('Running');
    // What it left behind goes, and says nothing of where it stands now.
    expect(await runner.work()).toEqual(['Uninstall']);
    expect(await statusOf(id)).toBe('Running');
  });

  test('with another name, it is uninstalled by the one it had there', async () => {
    const other = await running({ name: 'Taken' });
    const id = await running({ name: 'Leaving' });
    const { namespace } = await site.deployment(id);
    const moved = await change(id, { cluster_id: second.cluster, name: 'Taken!' });
    // There it may be called so; where it was, another deployment is.
    expect(moved.body.namespace).toBe((await site.deployment(other)).namespace);
    const [left, arrived] = [await runner.take(), await second.claim()];
    expect(left.task.operation).toEqual({ Uninstall: {} });
    expect(left.deployment.namespace).toBe(namespace);
    expect(arrived).toBeNull();
    await runner.result(left);
    const recreated = await second.take();
    expect(recreated.deployment.namespace).toBe(moved.body.namespace);
    await second.result(recreated);
  });

  test('what is asked of it for later is done where it is then', async () => {
    const id = await running();
    const execute_at = new Date(site.now() + 3_600_000).toISOString();
    const later = await site.invoke(id, { execute_at });
    const moved = await change(id, { cluster_id: second.cluster, name: 'Gone on' });
    await runner.work();
    await second.work();
    expect((await site.task(later.id)).cluster_id).toBe(second.cluster);
    site.pass(3_600_001);
    const claimed = await second.take();
    expect([claimed.task.id, claimed.deployment.namespace]).toEqual([
      later.id,
      moved.body.namespace,
    ]);
    await second.result(claimed);
  });

  test('it moves to clusters of its own env that one may see, and that take it', async () => {
    const id = await running();
    const elsewhere = await site.made('envs', { name: 'staging', project_id: site.project });
    const foreign = await site.runner(elsewhere.id);
    expectErrorBody(await change(id, { cluster_id: foreign.cluster }), 'not_found');
    const byAdmin = await change(id, { cluster_id: foreign.cluster }, site.admin);
    expectErrorBody(byAdmin, 'invalid_request');
    expect(byAdmin.body.message).toContain('its own env');
    const full = await site.runner();
    await site.admin.put(`/api/v2/k8s-clusters/${full.cluster}`, { body: { ignore: true } });
    expectErrorBody(await change(id, { cluster_id: full.cluster }), 'invalid_request');
    expect((await site.deployment(id)).cluster_id).toBe(runner.cluster);
  });
});

describe('disabling and enabling', () => {
  test('uninstalls it and installs it again', async () => {
    const id = await running();
    const disabled = await change(id, { enabled: false });
    expect(disabled.body).toMatchObject({ enabled: false, status: 'Uninstalling' });
    await runner.work();
    expect(await site.deployment(id)).toMatchObject({ status: 'Uninstalled', revision_id: null });
    const enabled = await change(id, { enabled: true });
    expect(enabled.body).toMatchObject({ enabled: true, status: 'Installing' });
    await runner.work();
    expect(await statusOf(id)).toBe('Running');
    expect(await namesOf(id)).toEqual(['Install', 'Uninstall', 'Install']);
  });

  test('takes what creating and deleting take', async () => {
    const id = await running();
    const refused = await change(id, { enabled: false }, maintainer);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('deployment.delete');
    await change(id, { enabled: false });
    const again = await change(id, { enabled: true }, maintainer);
    expectErrorBody(again, 'forbidden');
    expect(again.body.permission).toBe('deployment.create');
    expect((await change(id, { config: { greeting: 'x' } }, maintainer)).status).toBe(200);
    const user = await site.person(site.env, 'envUser');
    const unable = await change(id, { description_md: 'x' }, user);
    expectErrorBody(unable, 'forbidden');
    expect(unable.body.permission).toBe('deployment.update');
    const stranger = await site.server.as({ email: 'stranger@team.test', picture: 'none' });
    expectErrorBody(await change(id, {}, stranger), 'not_found');
  });

  test('a disabled one is changed without a task, and installed as it is then', async () => {
    const id = await running();
    await change(id, { enabled: false });
    await runner.work();
    const moved = await change(id, { cluster_id: second.cluster, name: 'moved while off' });
    expect(moved.body).toMatchObject({ status: 'Uninstalled', cluster_id: second.cluster });
    await change(id, { config: { greeting: 'new' } });
    expect(await namesOf(id)).toEqual(['Install', 'Uninstall']);
    await change(id, { enabled: true });
    const claimed = await second.take();
    expect(claimed.task.operation.Install.config_inputs).toEqual({ greeting: 'new' });
    expect(claimed.deployment.namespace).toBe('web-moved-while-off');
    await second.result(claimed);
  });

  test('it stays where it is until it is uninstalled there', async () => {
    const id = await running();
    await change(id, { enabled: false });
    const refused = await change(id, { cluster_id: second.cluster });
    expectErrorBody(refused, 'conflict');
    expect(refused.body.message).toContain('uninstalled from');
    const both = { cluster_id: second.cluster, enabled: true };
    expect((await change(id, both)).body).toMatchObject({ status: 'Installing', enabled: true });
    await runner.work();
    await second.work();
    expect(await statusOf(id)).toBe('Running');
  });

  test('revokes its tokens at once', async () => {
    const id = await running();
    const issued = await runner.tokenFor(id);
    const itself = site.withToken(issued.body.access_token);
    expect((await itself.get('/api/v2/auth/me')).status).toBe(200);
    await change(id, { enabled: false });
    expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
    await change(id, { enabled: true });
    expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
    await runner.work();
  });
});

test('of two changes at once both are made, one after the other', async () => {
  const id = await running({ config: { greeting: '0' } });
  const answers = await Promise.all(
    ['1', '2', '3', '4'].map((greeting) => change(id, { config: { greeting } })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const upgrades = (await operationsOf(id)).slice(1);
  const steps = upgrades.map(
    ({ Upgrade }: { Upgrade: { config_delta: { greeting: string[] } } }) =>
      Upgrade.config_delta.greeting,
  );
  // Each begins where the one before ended.
  expect(steps.map(([from]: string[]) => from)).toEqual([
    '0',
    ...steps.slice(0, -1).map((step: string[]) => step[1]),
  ]);
  await runner.work();
});
