import { builtInRoles } from '@keywright/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type LiveEvents, openLiveEvents } from '../kit/live-events.ts';
import { asClient, openPlatzSocket, type PlatzSocket } from '../kit/platz-socket.ts';
import { type Runner, runnerSite } from './runner-kit.ts';

const site = await runnerSite();
const { server, admin, env, project, kind, chart, made } = site;
afterAll(() => server.stop());

let count = 0;
const next = (what: string) => `${what}-${++count}`;
const idOf = async (path: string, body: unknown): Promise<string> => (await made(path, body)).id;

const otherKind = await idOf('deployment-kinds', { name: 'db' });
const otherEnv = await idOf('envs', { name: 'marked', project_id: project });
const runner = await site.runner();
const deployment = await site.deploy(runner.cluster);
await runner.work();

/** All who listen, by what they hold; each sees one env more, whose changes tell how far they have heard. */
const listeners: Record<string, Client> = {};

type Given = {
  readonly role?: keyof typeof builtInRoles;
  readonly permissions?: readonly string[];
};

async function hold(
  principal_id: string,
  resource_id: string,
  { role, permissions }: Given,
  kind_id?: string,
) {
  const what = role ? { role_id: builtInRoles[role].id } : { permissions };
  await made('grants', { principal_id, resource_id, ...what, kind_id });
}

async function somebody(title: string, resource?: string, given: Given = {}, kindId?: string) {
  const client = await server.token({ email: `${next('listener')}@team.test`, picture: 'none' });
  const id = (await client.get('/api/v2/auth/me')).body.User.id;
  await hold(id, otherEnv, { permissions: ['env.list'] });
  if (resource) await hold(id, resource, given, kindId);
  listeners[title] = client;
}

async function bot(title: string, resource?: string, given: Given = {}, kindId?: string) {
  const id = await idOf('bots', { display_name: next('bot') });
  await hold(id, otherEnv, { permissions: ['env.list'] });
  if (resource) await hold(id, resource, given, kindId);
  listeners[title] = site.withToken((await made('bot-tokens', { bot_id: id })).created_token);
}

async function deployed(title: string, resource?: string, given: Given = {}, kindId?: string) {
  const id = await site.deploy(runner.cluster);
  await runner.work();
  await hold(id, otherEnv, { permissions: ['env.list'] });
  if (resource) await hold(id, resource, given, kindId);
  listeners[title] = site.withToken((await runner.tokenFor(id)).body.access_token);
}

beforeAll(async () => {
  listeners['a site administrator'] = admin;
  await somebody('an Admin of the project', project, { role: 'projectAdmin' });
  await somebody('a Member of the project', project, { role: 'projectMember' });
  await somebody('an Admin of the env', env, { role: 'envAdmin' });
  await somebody('a User of the env', env, { role: 'envUser' });
  await somebody('an Owner of the kind', env, { role: 'deploymentOwner' }, kind);
  await somebody('a Maintainer of the kind', env, { role: 'deploymentMaintainer' }, kind);
  await somebody('an Owner of another kind', env, { role: 'deploymentOwner' }, otherKind);
  await somebody('who may list this deployment alone', deployment, {
    permissions: ['deployment.list'],
  });
  await somebody('who may read this deployment alone', deployment, {
    permissions: ['deployment.read'],
  });
  await somebody('who may list tasks alone', env, { permissions: ['deployment_task.list'] });
  await somebody(
    'who may list clusters of the kind',
    env,
    { permissions: ['k8s_cluster.list'] },
    kind,
  );
  await somebody('who sees another env');
  await bot('a bot that maintains the kind', env, { role: 'deploymentMaintainer' }, kind);
  await bot('a bot of another env');
  await deployed(
    'a deployment that maintains the kind',
    env,
    { role: 'deploymentMaintainer' },
    kind,
  );
  await deployed('a deployment of another env');
  listeners['a runner'] = runner.client;
  await hold(runner.accountId, otherEnv, { permissions: ['env.list'] });
});

const streams: LiveEvents[] = [];
const sockets: PlatzSocket[] = [];
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
  for (const socket of sockets.splice(0)) socket.raw.terminate();
});

/** The rows that each of them is listed. */
async function listed(path: string): Promise<Map<string, Set<string>>> {
  const all = new Map<string, Set<string>>();
  for (const [title, client] of Object.entries(listeners)) {
    const { status, body } = await client.get(`/api/v2/${path}`);
    const items: readonly { id: string }[] = status === 200 ? body.items : [];
    all.set(title, new Set(items.map(({ id }) => id)));
  }
  return all;
}

/** What each of them hears of the change, on the stream and on the socket. */
async function heardDuring(table: string | undefined, change: () => Promise<unknown>) {
  const streamOf = new Map<string, LiveEvents>();
  const socketOf = new Map<string, PlatzSocket>();
  for (const [title, client] of Object.entries(listeners)) {
    const stream = await openLiveEvents(server.url, client.credentialHeaders());
    expect(await stream.next()).toEqual({ kind: 'resync' });
    streamOf.set(title, stream);
    const socket = await openPlatzSocket(server.url, asClient(server.url, client));
    socket.subscribe('envs', otherEnv);
    if (table) socket.subscribe(table);
    await socket.settled();
    socketOf.set(title, socket);
  }
  streams.push(...streamOf.values());
  sockets.push(...socketOf.values());
  await change();
  await admin.put(`/api/v2/envs/${otherEnv}`, { body: { name: next('marked') } });
  const heard = new Map<string, { events: Heard[]; told: Told[] }>();
  for (const title of Object.keys(listeners)) {
    const events: Heard[] = [];
    for (let event = await streamOf.get(title)?.next(); event?.id !== otherEnv; ) {
      events.push(event);
      event = await streamOf.get(title)?.next();
    }
    const told: Told[] = [];
    for (let event = await socketOf.get(title)?.next(); event.table !== 'envs'; ) {
      told.push(event);
      event = await socketOf.get(title)?.next();
    }
    heard.set(title, { events, told });
  }
  return heard;
}

interface Heard {
  readonly kind: string;
  readonly id?: string;
}

interface Told {
  readonly operation: string;
  readonly table: string;
  readonly env_id: string | null;
  readonly data: { readonly id: string };
}

interface Change {
  /** Where such rows are listed. */
  readonly path: string;
  readonly kind: string;
  /** What Platz's socket says of it; without it, it has no such table. */
  readonly told?: readonly [string, string];
  /** Who can list such rows, so that the test is not true of nobody. */
  readonly atLeast: readonly string[];
  /** Makes it, and answers with the row. */
  run(): Promise<string>;
}

const invoke = async () => (await site.invoke(deployment)).id;
const maintainers = [
  ...['a Maintainer of the kind', 'a bot that maintains the kind'],
  'a deployment that maintains the kind',
];
const path = `k8s-resources?deployment_id=${deployment}`;
let part = '';
const report = async (resources: readonly object[]) => {
  const body = { is_ok: true, deployments: [{ id: deployment, resources }] };
  const answer = await runner.client.post(`/api/v2/k8s-clusters/${runner.cluster}/report`, {
    body,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { items } = (await admin.get(`/api/v2/${path}`)).body;
  part = items[0]?.id ?? part;
  return part;
};
const reported = { kind: 'Pod', api_version: 'v1', name: 'web-1', metadata: {} };

let spare: Runner;
let webhook = '';
let doomed = '';

const changes: Readonly<Record<string, Change>> = {
  'a deployment is made': {
    ...{ path: 'deployments', kind: 'deployment', told: ['deployments', 'INSERT'] },
    atLeast: maintainers,
    run: async () => {
      doomed = await site.deploy(runner.cluster);
      return doomed;
    },
  },
  'a deployment is changed': {
    ...{ path: 'deployments', kind: 'deployment', told: ['deployments', 'UPDATE'] },
    atLeast: [...maintainers, 'who may list this deployment alone'],
    async run() {
      const body = { description_md: next('words') };
      await admin.put(`/api/v2/deployments/${deployment}`, { body });
      return deployment;
    },
  },
  'a task is made': {
    ...{ path: 'deployment-tasks', kind: 'deployment_task', told: ['deployment_tasks', 'INSERT'] },
    atLeast: [...maintainers, 'who may list tasks alone'],
    run: invoke,
  },
  'a task is claimed': {
    ...{ path: 'deployment-tasks', kind: 'deployment_task', told: ['deployment_tasks', 'UPDATE'] },
    atLeast: maintainers,
    run: async () => (await runner.take()).task.id,
  },
  'a task is canceled': {
    ...{ path: 'deployment-tasks', kind: 'deployment_task', told: ['deployment_tasks', 'UPDATE'] },
    atLeast: maintainers,
    async run() {
      const id = await invoke();
      await admin.delete(`/api/v2/deployment-tasks/${id}`);
      return id;
    },
  },
  'a part of a deployment appears': {
    ...{ path, kind: 'k8s_resource', told: ['k8s_resources', 'INSERT'] },
    atLeast: [...maintainers, 'who may list this deployment alone'],
    run: () => report([{ ...reported, status_color: ['success'] }]),
  },
  'a part of a deployment changes': {
    ...{ path, kind: 'k8s_resource', told: ['k8s_resources', 'UPDATE'] },
    atLeast: maintainers,
    run: () => report([{ ...reported, status_color: ['danger'] }]),
  },
  'a part of a deployment goes': {
    ...{ path, kind: 'k8s_resource', told: ['k8s_resources', 'DELETE'] },
    atLeast: maintainers,
    run: () => report([]),
  },
  'a cluster is registered': {
    ...{ path: 'k8s-clusters', kind: 'k8s_cluster', told: ['k8s_clusters', 'INSERT'] },
    atLeast: ['an Admin of the env', 'a runner'],
    run: async () => {
      spare = await site.runner();
      return spare.cluster;
    },
  },
  'a cluster is changed': {
    ...{ path: 'k8s-clusters', kind: 'k8s_cluster', told: ['k8s_clusters', 'UPDATE'] },
    atLeast: ['an Admin of the env'],
    async run() {
      await admin.put(`/api/v2/k8s-clusters/${spare.cluster}`, { body: { ignore: true } });
      return spare.cluster;
    },
  },
  'a cluster is deleted': {
    ...{ path: 'k8s-clusters', kind: 'k8s_cluster', told: ['k8s_clusters', 'DELETE'] },
    atLeast: ['an Admin of the env'],
    async run() {
      await admin.delete(`/api/v2/k8s-clusters/${spare.cluster}`);
      return spare.cluster;
    },
  },
  'a chart is registered': {
    ...{ path: 'helm-charts', kind: 'helm_chart', told: ['helm_charts', 'INSERT'] },
    atLeast: ['who sees another env', 'a bot of another env', 'a deployment of another env'],
    run: () => idOf('helm-charts', { kind_id: kind, image_tag: '2', image_digest: next('sha') }),
  },
  'a webhook is made': {
    ...{ path: `deployments/${deployment}/webhooks`, kind: 'deployment_webhook' },
    atLeast: [...maintainers, 'who may read this deployment alone'],
    async run() {
      const InvokeAction = { helm_chart_id: chart, action_id: 'greet', body: { name: 'Ada' } };
      const body = { name: next('hook'), operation: { InvokeAction } };
      webhook = await idOf(`deployments/${deployment}/webhooks`, body);
      return webhook;
    },
  },
  'a webhook is deleted': {
    ...{ path: `deployments/${deployment}/webhooks`, kind: 'deployment_webhook' },
    atLeast: maintainers,
    async run() {
      await admin.delete(`/api/v2/deployment-webhooks/${webhook}`);
      return webhook;
    },
  },
  'a deployment is to be uninstalled': {
    ...{ path: 'deployments', kind: 'deployment', told: ['deployments', 'UPDATE'] },
    atLeast: maintainers,
    async run() {
      await admin.delete(`/api/v2/deployments/${doomed}`);
      return doomed;
    },
  },
  'a deployment is forgotten': {
    ...{ path: 'deployments', kind: 'deployment', told: ['deployments', 'DELETE'] },
    atLeast: maintainers,
    async run() {
      await admin.delete(`/api/v2/deployments/${doomed}?force=true`);
      return doomed;
    },
  },
};

test.each(Object.entries(changes))(
  'that %s, all those hear who are listed it, and nobody else',
  async (_what, { path, kind, told, atLeast, run }) => {
    const before = await listed(path);
    let id = '';
    const heard = await heardDuring(told?.[0], async () => {
      id = await run();
    });
    const after = await listed(path);
    const seers = Object.keys(listeners).filter(
      (title) => before.get(title)?.has(id) || after.get(title)?.has(id),
    );
    expect(seers).toEqual(expect.arrayContaining([...atLeast]));
    const hearers = Object.keys(listeners).filter((title) =>
      heard.get(title)?.events.some((event) => event.kind === kind && event.id === id),
    );
    expect(hearers).toEqual(seers);
    if (!told) return;
    const [table, operation] = told;
    const isIt = (one: Told) =>
      one.table === table && one.operation === operation && one.data.id === id;
    const toldOnes = Object.keys(listeners).filter((title) => heard.get(title)?.told.some(isIt));
    expect(toldOnes).toEqual(seers);
  },
);

test('a bot that was given nothing hears of no kind and no chart, until it is given something', async () => {
  const bot_id = await idOf('bots', { display_name: next('bot') });
  const newToken = () => made('bot-tokens', { bot_id });
  const client = site.withToken((await newToken()).created_token);
  const stream = await openLiveEvents(server.url, client.credentialHeaders());
  streams.push(stream);
  const heardUntil = async (kind: string) => {
    const heard: string[] = [];
    for (let event = await stream.next(); event.kind !== kind; event = await stream.next()) {
      heard.push(event.kind);
    }
    return heard;
  };
  await made('deployment-kinds', { name: next('kind') });
  await made('helm-charts', { kind_id: kind, image_tag: '3', image_digest: next('sha') });
  await newToken();
  expect(await heardUntil('service_account_token')).toEqual(['resync']);
  await hold(bot_id, otherEnv, { permissions: ['env.list'] });
  await made('deployment-kinds', { name: next('kind') });
  await newToken();
  expect(await heardUntil('service_account_token')).toEqual(['grant', 'deployment_kind']);
});
