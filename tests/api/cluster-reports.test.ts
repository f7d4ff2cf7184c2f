import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type LiveEvents, openLiveEvents } from '../kit/live-events.ts';
import { expectErrorBody, expectOk } from './matrix-answers.ts';
import { type Runner, runnerSite } from './runner-kit.ts';

const site = await runnerSite();
const { admin, server, made } = site;
afterAll(() => server.stop());

const open: LiveEvents[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

const parts = '/api/v2/k8s-resources';
const part = (name: string, more: object = {}) => ({
  ...{ kind: 'Pod', api_version: 'v1', name, status_color: ['success'] },
  ...more,
});
const running = (name = 'Running') => ({ status: { name, color: 'success' } });

const report = (by: Runner, body: object = {}, cluster = by.cluster) =>
  by.client.post(`/api/v2/k8s-clusters/${cluster}/report`, { body: { is_ok: true, ...body } });
const reportOf = (by: Runner, id: string, of: object) =>
  report(by, { deployments: [{ id, ...of }] });
const partsOf = async (id: string, by: Client = admin) =>
  (await by.get(`${parts}?deployment_id=${id}`)).body.items;
const namesOf = async (id: string) => (await partsOf(id)).map(({ name }: { name: string }) => name);

/** A runner with one deployment on its cluster. */
async function oneRunning(env?: string) {
  const runner = await site.runner(env);
  return { runner, id: await site.deploy(runner.cluster) };
}

describe('what a runner reports of its deployments', () => {
  test('is what they have: parts keep their ids while they stay, and go when they are left out', async () => {
    const { runner, id } = await oneRunning();
    const metadata = { labels: { app: 'web' }, nested: [1, null, 'x\u0000'] };
    await reportOf(runner, id, { resources: [part('b', { metadata }), part('A')] });
    const [a, b] = await partsOf(id);
    expect([a.name, b.name]).toEqual(['A', 'b']);
    expect(b).toMatchObject({
      ...{ kind: 'Pod', api_version: 'v1', status_color: ['success'], metadata },
      ...{ deployment_id: id, cluster_id: runner.cluster },
    });
    expect(a.metadata).toBeNull();
    expectOk('getK8sResource', await admin.get(`${parts}/${b.id}`));

    site.pass(1000);
    const changed = part('b', { metadata, status_color: ['danger'] });
    await reportOf(runner, id, { resources: [changed, part('c')] });
    const [again, c] = await partsOf(id);
    expect(again).toMatchObject({ id: b.id, status_color: ['danger'] });
    expect(again.last_updated_at > b.last_updated_at).toBe(true);
    expect(c.name).toBe('c');
    expectErrorBody(await admin.get(`${parts}/${a.id}`), 'not_found');

    await reportOf(runner, id, {});
    expect(await namesOf(id)).toEqual(['b', 'c']);
    await reportOf(runner, id, { resources: [] });
    expect(await namesOf(id)).toEqual([]);
  });

  test('is their reported status, with the time it was seen', async () => {
    const { runner, id } = await oneRunning();
    const content = { ...running(), notices: [{ level: 'Info', text: 'two\nlines' }] };
    await reportOf(runner, id, { status: { content, error: null } });
    const { reported_status } = await site.deployment(id);
    expect(reported_status).toMatchObject({ get_successful: true, content, error: null });

    await reportOf(runner, id, { status: { content: null, error: 'It does not answer.' } });
    expect((await site.deployment(id)).reported_status).toMatchObject({
      ...{ get_successful: false, content: null, error: 'It does not answer.' },
    });
    await reportOf(runner, id, { resources: [] });
    expect((await site.deployment(id)).reported_status.error).toBe('It does not answer.');

    const { timestamp } = (await site.deployment(id)).reported_status;
    site.pass(60_000);
    await reportOf(runner, id, { status: { content: null, error: 'It does not answer.' } });
    const later = (await site.deployment(id)).reported_status.timestamp;
    expect(Date.parse(later) - Date.parse(timestamp)).toBeGreaterThanOrEqual(60_000);
  });

  test('leaves the others of the cluster as they were', async () => {
    const { runner, id } = await oneRunning();
    const other = await site.deploy(runner.cluster);
    await report(runner, {
      deployments: [
        { id, resources: [part('a')] },
        { id: other, resources: [part('a')] },
      ],
    });
    await reportOf(runner, id, { resources: [] });
    expect(await namesOf(id)).toEqual([]);
    expect(await namesOf(other)).toEqual(['a']);
  });

  test('leaves no audit event', async () => {
    const { runner, id } = await oneRunning();
    const total = async () => (await admin.get('/api/v2/audit-events')).body.num_total;
    const before = await total();
    await reportOf(runner, id, {
      resources: [part('a')],
      status: { content: running(), error: null },
    });
    expect(await total()).toBe(before);
  });

  test('is one at a time: of many at once each is whole', async () => {
    const { runner, id } = await oneRunning();
    const sets = [['a', 'b'], ['b', 'c'], ['c'], ['a', 'c', 'd']];
    const answers = await Promise.all(
      sets.map((names) => reportOf(runner, id, { resources: names.map((name) => part(name)) })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(sets).toContainEqual(await namesOf(id));
  });

  test('may come while the deployment goes', async () => {
    const { runner, id } = await oneRunning();
    const [told, gone] = await Promise.all([
      reportOf(runner, id, { resources: [part('a')] }),
      admin.delete(`/api/v2/deployments/${id}?force=true`),
    ]);
    expect([told.status, gone.status]).toEqual([200, 204]);
    expect(await namesOf(id)).toEqual([]);
    expect((await report(runner)).body.deployment_ids).toEqual([]);
  });
});

describe('a runner that lies', () => {
  test('about its cluster is told that there is no such cluster', async () => {
    const [{ runner: one, id }, { runner: other }] = [await oneRunning(), await oneRunning()];
    const lie = { deployments: [{ id, resources: [part('fake')] }] };
    expectErrorBody(await report(other, lie, one.cluster), 'not_found');
    expectErrorBody(await report(other, lie, crypto.randomUUID()), 'not_found');
    const owner = await site.person(site.env, 'envAdmin');
    const answer = await owner.post(`/api/v2/k8s-clusters/${one.cluster}/report`, {
      body: { is_ok: false },
    });
    expectErrorBody(answer, 'not_found');
    expect(await namesOf(id)).toEqual([]);
    expect((await admin.get(`/api/v2/k8s-clusters/${one.cluster}`)).body.not_ok_reason).toMatch(
      /not said yet/,
    );
  });

  test('about deployments of another cluster, or another project, changes nothing there', async () => {
    const { runner: liar } = await oneRunning();
    const project = await made('projects', { name: 'rival' });
    const env = await made('envs', { name: 'production', project_id: project.id });
    const [near, far] = [
      await oneRunning(),
      await made('k8s-clusters', { env_id: env.id, name: 'x' }),
    ];
    const foreign = await site.deploy(far.id);
    for (const id of [near.id, foreign, crypto.randomUUID()]) {
      const answer = await reportOf(liar, id, {
        resources: [part('fake')],
        status: { content: running('Hacked'), error: null },
      });
      expect(answer.status).toBe(200);
      expect(answer.body.deployment_ids).not.toContain(id);
      expect(await namesOf(id)).toEqual([]);
    }
    expect((await site.deployment(foreign)).reported_status).toBeNull();
    expect((await site.deployment(near.id)).reported_status).toBeNull();
  });

  const id = crypto.randomUUID();
  const of = (one: object) => ({ deployments: [{ id, ...one }] });
  const resource = (wrong: object) => of({ resources: [{ ...part('a'), ...wrong }] });
  const status = (wrong: object) => of({ status: { content: null, error: null, ...wrong } });
  test.each([
    ['is_ok', { is_ok: 'yes' }],
    ['not_ok_reason', { not_ok_reason: 'a\0' }],
    ['not_ok_reason', { not_ok_reason: 'a'.repeat(1001) }],
    ['deployments', { deployments: {} }],
    ['deployments', { deployments: Array(201).fill({ id }) }],
    ['deployments.0.id', { deployments: [{ id: 'web' }] }],
    ['deployments.1.id', { deployments: [{ id }, { id: id.toUpperCase() }] }],
    ['deployments.0.resources', of({ resources: Array(101).fill(part('a')) })],
    ['deployments.0.resources.1', of({ resources: [part('a'), part('a')] })],
    ['deployments.0.resources.0.name', resource({ name: '' })],
    ['deployments.0.resources.0.name', resource({ name: 'a\0' })],
    ['deployments.0.resources.0.name', resource({ name: '\ud800' })],
    ['deployments.0.resources.0.kind', resource({ kind: 5 })],
    ['deployments.0.resources.0.metadata', resource({ metadata: 'x'.repeat(10_001) })],
    ['deployments.0.status.content', status({ content: 'fine' })],
    [
      'deployments.0.status.content.status.color',
      status({ content: { status: { name: 'a', color: 'red' } } }),
    ],
    ['deployments.0.status.error', status({ error: 'a\0' })],
  ])('hears what is wrong with %s', async (field, wrong) => {
    const answer = await report(await site.runner(), wrong);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });

  test('or says too much is cut off', async () => {
    const { runner, id } = await oneRunning();
    const metadata = 'x'.repeat(9000);
    const resources = Array.from({ length: 100 }, (_, at) => part(`${at}`, { metadata }));
    expectErrorBody(await reportOf(runner, id, { resources }), 'payload_too_large');
  });
});

test('a report answers what ought to run there: enabled, and not about to be deleted', async () => {
  const { runner, id } = await oneRunning();
  const [disabled, deleted] = [
    await site.deploy(runner.cluster),
    await site.deploy(runner.cluster),
  ];
  await site.deploy((await site.runner()).cluster);
  expect((await report(runner)).body.deployment_ids).toEqual([id, disabled, deleted].sort());
  await admin.put(`/api/v2/deployments/${disabled}`, { body: { enabled: false } });
  await admin.delete(`/api/v2/deployments/${deleted}`);
  const answer = await report(runner);
  expectOk('reportK8sCluster', answer);
  expect(answer.body.deployment_ids).toEqual([id]);
});

describe('who watches', () => {
  async function listen(client: Client): Promise<LiveEvents> {
    const stream = await openLiveEvents(server.url, client.credentialHeaders());
    open.push(stream);
    expect(await stream.next()).toEqual({ kind: 'resync' });
    return stream;
  }
  const kindsOf = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind).sort();
  /** All events until this env has changed, which it does now. */
  async function heard(stream: LiveEvents, env: string) {
    await admin.put(`/api/v2/envs/${env}`, { body: { name: `renamed ${performance.now()}` } });
    const events: { kind: string; id: string }[] = [];
    for (;;) {
      const event = await stream.next();
      if (event.kind === 'env' && event.id === env) return events;
      events.push(event);
    }
  }

  test('hears what a report changed, and nothing of one that changed nothing', async () => {
    const env = (await made('envs', { name: 'watched', project_id: site.project })).id;
    const { runner, id } = await oneRunning(env);
    const user = await site.person(env, 'envUser');
    const stream = await listen(user);
    await heard(stream, env);
    const of = { resources: [part('a')], status: { content: running(), error: null } };
    await reportOf(runner, id, of);
    expect(kindsOf(await heard(stream, env))).toEqual([
      'deployment',
      'k8s_cluster',
      'k8s_resource',
    ]);
    await reportOf(runner, id, of);
    expect(await heard(stream, env)).toEqual([]);
    site.pass(61_000);
    await reportOf(runner, id, of);
    expect(kindsOf(await heard(stream, env))).toEqual(['k8s_cluster']);
    await reportOf(runner, id, { resources: [] });
    expect(kindsOf(await heard(stream, env))).toEqual(['k8s_resource']);
    await report(runner, { is_ok: false });
    expect(kindsOf(await heard(stream, env))).toEqual(['k8s_cluster']);
  });

  test('elsewhere hears nothing of it', async () => {
    const { runner, id } = await oneRunning();
    const env = (await made('envs', { name: 'elsewhere', project_id: site.project })).id;
    const stream = await listen(await site.person(env, 'envAdmin'));
    await reportOf(runner, id, {
      resources: [part('a')],
      status: { content: running(), error: null },
    });
    expect(await heard(stream, env)).toEqual([]);
  });
});

test('the list of parts is of deployments that the caller may list, with its filters', async () => {
  const env = (await made('envs', { name: 'listed', project_id: site.project })).id;
  const [{ runner, id }, hidden] = [await oneRunning(env), await oneRunning()];
  const resources = [part('api-1'), part('API-2'), part('db', { kind: 'StatefulSet' })];
  await reportOf(runner, id, { resources });
  await reportOf(hidden.runner, hidden.id, { resources });
  const people = {
    user: await site.person(env, 'envUser'),
    owner: await site.person(env, 'deploymentOwner'),
    admin: await site.person(site.project, 'projectAdmin'),
  };
  const ids = async (query: string, by: Client) => {
    const answer = await by.get(`${parts}?${query}`);
    expectOk('listK8sResources', answer);
    expect(answer.body.num_total).toBe(answer.body.items.length);
    return answer.body.items.map(({ name }: { name: string }) => name);
  };
  const all = ['api-1', 'API-2', 'db'];
  for (const by of [people.user, people.owner]) {
    expect(await ids('', by)).toEqual(all);
    expect(await ids(`deployment_id=${hidden.id}`, by)).toEqual([]);
    expect(await ids(`cluster_id=${hidden.runner.cluster}`, by)).toEqual([]);
  }
  for (const by of [...Object.values(people), admin]) {
    expect(await ids(`cluster_id=${runner.cluster}`, by)).toEqual(all);
    expect(await ids(`deployment_id=${id}`, by)).toEqual(all);
    expect(await ids(`deployment_id=${id}&name=Api`, by)).toEqual(['api-1', 'API-2']);
    expect(await ids(`cluster_id=${runner.cluster}&kind=statefulset`, by)).toEqual(['db']);
    expect(await ids(`deployment_id=${id}&cluster_id=${hidden.runner.cluster}`, by)).toEqual([]);
  }
  const [first] = await partsOf(id);
  const outsider = await server.as({ email: 'outsider@team.test', picture: 'none' });
  expect(await ids('', outsider)).toEqual([]);
  expectErrorBody(await outsider.get(`${parts}/${first.id}`), 'not_found');
  expect((await people.owner.get(`${parts}/${first.id}`)).body).toEqual(first);
  expect(await ids('', runner.client)).toEqual([]);
  expectErrorBody(await admin.get(`${parts}?deployment_id=web`), 'invalid_request');
});
