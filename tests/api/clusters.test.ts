import { afterAll, describe, expect, test } from 'vitest';
import { expectErrorBody, expectOk } from './matrix-answers.ts';
import { type Runner, runnerSite } from './runner-kit.ts';

const site = await runnerSite();
const { admin, server, made } = site;
afterAll(() => server.stop());

const clusters = '/api/v2/k8s-clusters';
const minute = 60_000;
let count = 0;
const next = (what: string) => `${what} ${++count}`;

const newEnv = async () =>
  (await made('envs', { name: next('env'), project_id: site.project })).id as string;
const register = (by: Runner, body: object) => by.client.post(clusters, { body });
const read = async (id: string) => (await admin.get(`${clusters}/${id}`)).body;
const report = (by: Runner, body: object = {}, cluster = by.cluster) =>
  by.client.post(`${clusters}/${cluster}/report`, { body: { is_ok: true, ...body } });
const update = (id: string, body: object, by = admin) => by.put(`${clusters}/${id}`, { body });
const eventsOn = async (id: string) =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;
/** Two runners that may register clusters in one new env, which has one of the first. */
async function twoIn() {
  const env = await newEnv();
  const [one, other] = [await site.runner(env), await site.runner(env)];
  const { provider_id } = await read(one.cluster);
  return { env, one, other, provider_id };
}

describe('a runner that registers a cluster', () => {
  test('has it from then on, and the record says so', async () => {
    const env = await newEnv();
    const runner = await site.runner(env);
    const body = { env_id: env, name: 'Frankfurt', provider_id: 'fra-1', region_name: 'eu' };
    const answer = await register(runner, { ...body, ingress_domain: 'fra.example' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...{ ...body, ingress_domain: 'fra.example', ignore: false, grafana_url: null },
      runner: { kind: 'service_account', id: runner.accountId },
      abilities: ['update'],
    });
    expect(answer.body.env.id).toBe(env);
    const read = await admin.get(`${clusters}/${answer.body.id}`);
    expect(read.body).toEqual({ ...answer.body, abilities: ['update', 'delete'] });
    const [created] = await eventsOn(answer.body.id);
    expect(created).toMatchObject({
      action: 'k8s_cluster.create',
      actor: { id: runner.accountId },
      target: { name: 'Frankfurt' },
      details: { parent_id: env },
    });
  });

  test('finds it again by its provider_id, which is its name where it gives none', async () => {
    const env = await newEnv();
    const runner = await site.runner(env);
    const first = await register(runner, { env_id: env, name: 'one' });
    site.pass(1000);
    const again = await register(runner, { env_id: env, name: 'one' });
    expect(again.status).toBe(201);
    expect(again.body.id).toBe(first.body.id);
    expect(again.body.last_seen_at > first.body.last_seen_at).toBe(true);
    expect(await eventsOn(first.body.id)).toHaveLength(1);

    const renamed = await register(runner, { env_id: env, name: 'two', provider_id: 'one' });
    expect([renamed.body.id, renamed.body.name]).toEqual([first.body.id, 'two']);
    expect((await eventsOn(first.body.id))[0].details).toMatchObject({ fields: ['name'] });
    const other = await register(runner, { env_id: env, name: 'two' });
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('does not take one that another works for, until that has been silent for a minute', async () => {
    const { env, one, other, provider_id } = await twoIn();
    const take = () => register(other, { env_id: env, name: 'mine', provider_id });
    await report(one);
    site.pass(minute - 5000);
    const refused = await take();
    expectErrorBody(refused, 'conflict');
    expect(refused.body.message).toContain((await read(one.cluster)).runner.name);

    site.pass(5000);
    const taken = await take();
    expect(taken.body).toMatchObject({
      ...{ id: one.cluster, name: 'mine', is_ok: false },
      runner: { id: other.accountId },
    });
    const [event] = await eventsOn(one.cluster);
    expect(event).toMatchObject({ action: 'k8s_cluster.update', actor: { id: other.accountId } });
    expect(event.details.runner.to).toBe(taken.body.runner.name);
    expectErrorBody(await report(one), 'not_found');
    expect((await report(other, {}, one.cluster)).status).toBe(200);
    expectErrorBody(await register(one, { env_id: env, name: 'mine', provider_id }), 'conflict');
  });

  test('makes one cluster, however often it asks at once', async () => {
    const env = await newEnv();
    const runner = await site.runner(env);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => register(runner, { env_id: env, name: 'same' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const ids = new Set(answers.map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(await eventsOn([...ids][0] ?? '')).toHaveLength(1);
  });

  test('of two at once, one has it', async () => {
    const { env, one, other } = await twoIn();
    for (let round = 0; round < 3; round++) {
      const body = { env_id: env, name: next('wanted') };
      const answers = await Promise.all([register(one, body), register(other, body)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  test('does so only where it was let in', async () => {
    const [mine, other] = [await newEnv(), await newEnv()];
    const runner = await site.runner(mine);
    expectErrorBody(await register(runner, { env_id: other, name: 'a' }), 'not_found');
    expectErrorBody(await register(runner, { env_id: site.project, name: 'a' }), 'not_found');
    expectErrorBody(
      await admin.post(clusters, { body: { env_id: site.kind, name: 'a' } }),
      'not_found',
    );
    const user = await site.person(mine, 'envUser');
    const refused = await user.post(clusters, { body: { env_id: mine, name: 'a' } });
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('k8s_cluster.create');
  });

  test.each([
    ['env_id', { env_id: 'production' }],
    ['name', { name: '' }],
    ['name', { name: 'a\u202eb' }],
    ['name', { name: 5 }],
    ['provider_id', { provider_id: '' }],
    ['provider_id', { provider_id: 'a\0b' }],
    ['provider_id', { provider_id: 'a'.repeat(201) }],
    ['region_name', { region_name: 'a\nb' }],
    ['ingress_domain', { ingress_domain: ['a'] }],
  ])('hears what is wrong with %s: %j', async (field, wrong) => {
    const runner = await site.runner();
    const answer = await register(runner, { env_id: site.env, name: 'a', ...wrong });
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });
});

describe('a cluster', () => {
  test('is ok while its runner says so, and has been seen within a minute', async () => {
    const runner = await site.runner();
    const health = async () => {
      const { is_ok, not_ok_reason } = await read(runner.cluster);
      return [is_ok, not_ok_reason];
    };
    expect(await health()).toEqual([false, 'Its runner has not said yet that it is ok.']);
    await report(runner, { is_ok: false, not_ok_reason: 'No disk left.' });
    expect(await health()).toEqual([false, 'No disk left.']);
    await report(runner);
    expect(await health()).toEqual([true, null]);
    site.pass(minute - 2000);
    expect(await health()).toEqual([true, null]);
    site.pass(2000);
    expect(await health()).toEqual([false, 'Its runner has not been seen for a minute.']);
    await report(runner);
    expect(await health()).toEqual([true, null]);
    await report(runner, { is_ok: false });
    expect(await health()).toEqual([false, 'Its runner gave no reason.']);
  });

  test('keeps what a change leaves out or sends as null, and loses what it sends empty', async () => {
    const { cluster } = await site.runner();
    const all = {
      ...{ ignore: true, ingress_domain: 'a.example', ingress_class: 'nginx' },
      ...{ ingress_tls_secret_name: 'tls', grafana_url: 'https://grafana.example/d/1' },
      grafana_datasource_name: 'prometheus',
    };
    const set = await update(cluster, all);
    expect(set.status).toBe(200);
    expect(set.body).toMatchObject(all);
    const nothing = Object.fromEntries(Object.keys(all).map((key) => [key, null]));
    expect((await update(cluster, nothing)).body).toEqual(set.body);
    expect((await update(cluster, {})).body).toEqual(set.body);
    const [event, ...older] = await eventsOn(cluster);
    expect(event.details.fields).toEqual(expect.arrayContaining(Object.keys(all)));
    expect(older).toHaveLength(1);

    const emptied = await update(cluster, { ignore: false, grafana_url: '' });
    expect(emptied.body).toMatchObject({ ...all, ignore: false, grafana_url: null });
    expect((await eventsOn(cluster))[0].details.fields).toEqual(['ignore', 'grafana_url']);
  });

  test.each([
    ['grafana_url', 'javascript:alert(1)'],
    ['grafana_url', 'grafana.example'],
    ['grafana_url', 'https://'],
    ['ingress_domain', 'a\0'],
    ['ingress_class', 'a'.repeat(201)],
    ['ignore', 'yes'],
    ['env_id', 'production'],
  ])('takes no %s such as %j', async (field, value) => {
    const { cluster } = await site.runner();
    const answer = await update(cluster, { [field]: value });
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });

  test('is changed by who may, and says to others who see it what they lack', async () => {
    const env = await newEnv();
    const { cluster } = await site.runner(env);
    const user = await site.person(env, 'envUser');
    expect((await user.get(`${clusters}/${cluster}`)).body.abilities).toEqual([]);
    const refused = await update(cluster, { ignore: true }, user);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('k8s_cluster.update');
    expectErrorBody(await user.delete(`${clusters}/${cluster}`), 'forbidden');
    const elsewhere = await site.person(site.env, 'envAdmin');
    expectErrorBody(await elsewhere.get(`${clusters}/${cluster}`), 'not_found');
    expectErrorBody(await update(cluster, { ignore: true }, elsewhere), 'not_found');
    expectErrorBody(await elsewhere.delete(`${clusters}/${cluster}`), 'not_found');
  });

  test('goes to another env where its mover may register clusters, while nothing is on it', async () => {
    const [from, to] = [await newEnv(), await newEnv()];
    const runner = await site.runner(from);
    const mover = await site.person(from, 'envAdmin');
    expectErrorBody(await update(runner.cluster, { env_id: to }, mover), 'not_found');
    for (const nowhere of [site.kind, site.project, crypto.randomUUID()]) {
      expectErrorBody(await update(runner.cluster, { env_id: nowhere }), 'not_found');
    }
    const deployment = await site.deploy(runner.cluster);
    expectErrorBody(await update(runner.cluster, { env_id: to }), 'conflict');
    expect((await update(runner.cluster, { env_id: from })).status).toBe(200);
    await admin.delete(`/api/v2/deployments/${deployment}?force=true`);

    const { provider_id } = await read(runner.cluster);
    const twin = await made('k8s-clusters', { env_id: to, name: 'twin', provider_id });
    const clash = await update(runner.cluster, { env_id: to });
    expectErrorBody(clash, 'conflict');
    expect(clash.body.message).toContain(provider_id);
    expect((await admin.delete(`${clusters}/${twin.id}`)).status).toBe(204);

    const moved = await update(runner.cluster, { env_id: to });
    expect(moved.body).toMatchObject({ env_id: to, env: { id: to } });
    expect((await eventsOn(runner.cluster))[0].details).toMatchObject({
      ...{ parent_id: from, fields: ['env_id'] },
    });
    // Its runner was let into the first env only.
    expectErrorBody(await report(runner), 'not_found');
  });

  test('two that swap envs at once both arrive', async () => {
    const [a, b] = [await newEnv(), await newEnv()];
    const [one, other] = [await site.runner(a), await site.runner(b)];
    const answers = await Promise.all([
      update(one.cluster, { env_id: b }),
      update(other.cluster, { env_id: a }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.env_id])).toEqual([
      [200, b],
      [200, a],
    ]);
  });

  test('is deleted once nothing is on it, and nothing is to be done there', async () => {
    const env = await newEnv();
    const [one, other] = [await site.runner(env), await site.runner(env)];
    const remove = () => admin.delete(`${clusters}/${one.cluster}`);
    const deployment = await site.deploy(one.cluster);
    const refused = await remove();
    expectErrorBody(refused, 'conflict');
    expect(refused.body.message).toContain('a deployment is on it');

    await one.work();
    const body = { cluster_id: other.cluster };
    expect((await admin.put(`/api/v2/deployments/${deployment}`, { body })).status).toBe(200);
    const waiting = await remove();
    expectErrorBody(waiting, 'conflict');
    expect(waiting.body.message).toContain('a task is to be done there');
    // Nor does it go to another env, whose runners would be handed what is to be done in this one.
    expectErrorBody(await update(one.cluster, { env_id: await newEnv() }), 'conflict');

    await one.work();
    expect((await remove()).status).toBe(204);
    expectErrorBody(await remove(), 'not_found');
    expectErrorBody(await report(one), 'not_found');
    expect((await eventsOn(one.cluster))[0]).toMatchObject({
      action: 'k8s_cluster.delete',
      details: { parent_id: env },
    });
  });
});

describe('the list of clusters', () => {
  test('is of what the caller may list, by name, with its filters', async () => {
    const [env, hidden] = [await newEnv(), await newEnv()];
    const names = ['Berlin', 'amsterdam', '100% Wien', 'berlin_2'];
    for (const name of names) await made('k8s-clusters', { env_id: env, name });
    await made('k8s-clusters', { env_id: hidden, name: 'Berlin' });
    const user = await site.person(env, 'envUser');
    const list = async (query: string, by = user) => {
      const answer = await by.get(`${clusters}?${query}`);
      expectOk('listK8sClusters', answer);
      expect(answer.body.num_total).toBeGreaterThanOrEqual(answer.body.items.length);
      return answer.body.items.map(({ name }: { name: string }) => name);
    };
    const sorted = ['100% Wien', 'amsterdam', 'Berlin', 'berlin_2'];
    expect(await list('')).toEqual(sorted);
    expect(await list(`env_id=${env}`)).toEqual(sorted);
    expect(await list(`env_id=${env}`, admin)).toEqual(sorted);
    expect(await list(`env_id=${hidden}`)).toEqual([]);
    expect(await list('name=BERLIN')).toEqual(['Berlin', 'berlin_2']);
    expect(await list('name=0%25')).toEqual(['100% Wien']);
    expect(await list('name=n_')).toEqual(['berlin_2']);
    expect(await list(`name=&env_id=${env}`)).toEqual(sorted);
    const page = await user.get(`${clusters}?per_page=2&page=2`);
    expect(page.body).toMatchObject({ page: 2, per_page: 2, num_total: 4 });
    expect(page.body.items.map(({ name }: { name: string }) => name)).toEqual(sorted.slice(2));

    const nobody = await server.as({ email: 'nobody@team.test', picture: 'none' });
    expect((await nobody.get(clusters)).body).toMatchObject({ items: [], num_total: 0 });
    const bad = await user.get(`${clusters}?env_id=here`);
    expectErrorBody(bad, 'invalid_request');
  });

  test('opens with a grant at any height, and for one kind with none', async () => {
    const env = await newEnv();
    const { id } = await made('k8s-clusters', { env_id: env, name: next('seen') });
    const sees = async (by: typeof admin) => {
      const { body } = await by.get(`${clusters}?per_page=200`);
      return body.items.some((one: { id: string }) => one.id === id);
    };
    expect(await sees(await site.person(site.project, 'projectAdmin'))).toBe(true);
    expect(await sees(await site.person(env, 'envAdmin'))).toBe(true);
    expect(await sees(await site.person(env, 'deploymentOwner'))).toBe(false);
  });
});
