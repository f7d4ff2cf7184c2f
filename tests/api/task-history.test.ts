import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';
import { type Bot, botWith, chartWith, greeting } from './task-kit.ts';

interface Done {
  readonly id: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}

let site: RunnerSite;
let runner: Runner;
let otherRunner: Runner;
let otherEnv: string;
let kind: string;
let shop: string;
let queue: string;
let person: Client;
let personId: string;
let bot: Bot;
let itself: Client;
let sessionId: string;
let deploymentTokenId: string;
/** All there are, newest first. */
let all: Done[];

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  otherEnv = (await site.made('envs', { name: 'staging', project_id: site.project })).id;
  otherRunner = await site.runner(otherEnv);
  kind = (await site.made('deployment-kinds', { name: 'queue' })).id;
  const chart = await chartWith(site, [greeting], kind);
  shop = await site.deploy(runner.cluster);
  queue = await site.deploy(runner.cluster, { kind_id: kind, helm_chart_id: chart });
  await site.deploy(otherRunner.cluster);
  await runner.work();
  await otherRunner.work('Failed');

  person = await site.person(site.env, 'deploymentMaintainer');
  personId = (await person.get('/api/v2/auth/me')).body.User.id;
  bot = await botWith(site, 'deploymentMaintainer');
  await site.made('grants', {
    ...{ principal_id: queue, resource_id: shop },
    permissions: ['deployment.read', 'deployment.invoke_action'],
  });
  const token = (await runner.tokenFor(queue)).body;
  itself = site.withToken(token.access_token);
  deploymentTokenId = token.id;
  sessionId = (await site.invoke(shop, {}, person)).actor.credential.id;
  site.pass(1000);
  await site.invoke(shop, {}, bot.client);
  await site.invoke(shop, {}, itself);
  await runner.work();
  site.pass(1000);
  const later = { execute_at: new Date(site.now() + 86_400_000).toISOString() };
  await site.invoke(shop, later, bot.client);
  const canceled = await site.invoke(shop, later, person);
  await bot.client.delete(`/api/v2/deployment-tasks/${canceled.id}`, { body: { reason: 'no' } });
  all = (await list(site.admin)).items;
});
afterAll(() => site.server.stop());

async function list(by: Client, query: Record<string, string | number> = {}) {
  const search = new URLSearchParams(Object.entries(query).map(([key, of]) => [key, `${of}`]));
  const { status, body } = await by.get(`/api/v2/deployment-tasks?${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { items: Done[]; num_total: number; page: number; per_page: number };
}
const ids = (tasks: readonly Done[]) => tasks.map(({ id }) => id);

describe('History', () => {
  test('is all that was done, newest first, with who did it', () => {
    // Three installations, three actions by three sorts of actors, one to come, one canceled.
    expect(all).toHaveLength(8);
    const times = all.map(({ created_at }) => Date.parse(created_at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const kinds = all.map(({ actor }) => (actor as { kind: string }).kind);
    expect(new Set(kinds)).toEqual(new Set(['user', 'service_account', 'deployment']));
    for (const task of all) {
      const acting = [task['acting_user_id'], task['acting_bot_id'], task['acting_deployment_id']];
      expect(acting.filter((id) => id !== null)).toEqual([(task['actor'] as { id: string }).id]);
    }
  });

  const filters: Record<string, () => [query: object, matches: (task: Done) => boolean]> = {
    deployment: () => [{ deployment_id: shop }, (t) => t['deployment_id'] === shop],
    cluster: () => [
      { cluster_id: otherRunner.cluster },
      (t) => t['cluster_id'] === otherRunner.cluster,
    ],
    env: () => [{ env_id: site.env }, (t) => (t['env'] as { id: string }).id === site.env],
    kind: () => [{ kind_id: kind }, (t) => (t['kind'] as { id: string }).id === kind],
    user: () => [{ acting_user_id: personId }, (t) => t['acting_user_id'] === personId],
    bot: () => [{ acting_bot_id: bot.id }, (t) => t['acting_bot_id'] === bot.id],
    'acting deployment': () => [
      { acting_deployment_id: queue },
      (t) => t['acting_deployment_id'] === queue,
    ],
    'people alone': () => [{ actor_kind: 'user' }, (t) => t['acting_user_id'] !== null],
    'service accounts alone': () => [
      { actor_kind: 'service_account' },
      (t) => t['acting_bot_id'] !== null,
    ],
    'deployments alone': () => [
      { actor_kind: 'deployment' },
      (t) => t['acting_deployment_id'] !== null,
    ],
    'operators alone': () => [{ actor_kind: 'operator' }, () => false],
    'a session': () => [{ credential_id: sessionId }, (t) => t['acting_user_id'] === personId],
    'a bot’s token': () => [{ credential_id: bot.tokenId }, (t) => t['acting_bot_id'] === bot.id],
    'a deployment’s token': () => [
      { credential_id: deploymentTokenId },
      (t) => t['acting_deployment_id'] === queue,
    ],
    operation: () => [
      { operation: 'Install' },
      (t) => Object.hasOwn(t['operation'] as object, 'Install'),
    ],
    ...Object.fromEntries(
      ['Pending', 'Started', 'Failed', 'Canceled', 'Done'].map((status) => [
        status,
        (): [object, (task: Done) => boolean] => [{ status }, (t) => t['status'] === status],
      ]),
    ),
    'a time on': () => [
      { since: all[2]?.created_at },
      (t) => t.created_at >= (all[2]?.created_at ?? ''),
    ],
    'a time before': () => [
      { until: all[2]?.created_at },
      (t) => t.created_at < (all[2]?.created_at ?? ''),
    ],
    'several at once': () => [
      { deployment_id: shop, actor_kind: 'user', status: 'Canceled', operation: 'InvokeAction' },
      (t) => t['status'] === 'Canceled',
    ],
    'what does not go together': () => [{ deployment_id: queue, env_id: otherEnv }, () => false],
  };
  test.each(Object.keys(filters))('by %s, for everybody who sees it', async (name) => {
    const [query, matches] = filters[name]?.() ?? [{}, () => false];
    const wanted = ids(all.filter(matches));
    const projectAdmin = await site.person(site.project, 'projectAdmin');
    const envUser = await site.person(site.env, 'envUser');
    for (const by of [site.admin, projectAdmin]) {
      const found = await list(by, query as Record<string, string>);
      expect(ids(found.items)).toEqual(wanted);
      expect(found.num_total).toBe(wanted.length);
    }
    const inEnv = all.filter((t) => (t['env'] as { id: string }).id === site.env);
    const seen = await list(envUser, query as Record<string, string>);
    expect(ids(seen.items)).toEqual(ids(inEnv.filter(matches)));
  });

  test('goes page by page, in the same order', async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => list(person, { page, per_page: 3 })),
    );
    const whole = (await list(person)).items;
    expect(pages.flatMap(({ items }) => ids(items))).toEqual(ids(whole));
    for (const { num_total } of pages) expect(num_total).toBe(whole.length);
  });

  test.each([
    'status=Running',
    'operation=Dance',
    'actor_kind=robot',
    'acting_user_id=7',
    'since=yesterday',
    'deployment_id=x',
    'page=0',
  ])('refuses %s', async (query) => {
    const { status, body } = await site.admin.get(`/api/v2/deployment-tasks?${query}`);
    expect([status, body.fields[0].field]).toEqual([400, query.split('=')[0]]);
  });
});

describe('what a reader sees', () => {
  let readers = 0;
  async function holding(resource_id: string, given: object) {
    const by = await site.server.as(`reader-${++readers}@team.test`);
    const { id: principal_id } = (await by.get('/api/v2/auth/me')).body.User;
    await site.made('grants', { principal_id, resource_id, ...given });
    return by;
  }
  const of = (field: string, id: string) =>
    ids(all.filter((task) => (task[field] as { id: string }).id === id));
  const listing = { permissions: ['deployment_task.list'] };

  test('is what happened where they hold the right: on one deployment', async () => {
    const by = await holding(shop, listing);
    expect(ids((await list(by)).items)).toEqual(of('deployment', shop));
    expect(ids((await list(by, { deployment_id: shop })).items)).toEqual(of('deployment', shop));
    expect((await list(by, { deployment_id: queue })).num_total).toBe(0);
    expect((await list(by, { env_id: site.env })).num_total).toBe(of('deployment', shop).length);
  });

  test('for one kind in an env', async () => {
    const by = await holding(site.env, { ...listing, kind_id: kind });
    expect(ids((await list(by)).items)).toEqual(of('kind', kind));
    expect((await list(by, { kind_id: site.kind })).num_total).toBe(0);
    expect((await list(by, { env_id: site.env, status: 'Done' })).num_total).toBe(1);
  });

  test('in one env, or in all of a project or organization', async () => {
    const inEnv = await holding(otherEnv, { role_id: builtInRoles.envUser.id });
    expect(ids((await list(inEnv)).items)).toEqual(of('env', otherEnv));
    const { parent_id, id } = await projectOf();
    for (const resource of [id, parent_id]) {
      const by = await holding(resource, listing);
      expect(ids((await list(by)).items)).toEqual(ids(all));
    }
  });

  test('once each, where several grants open it', async () => {
    const by = await holding(site.env, listing);
    const { id: principal_id } = (await by.get('/api/v2/auth/me')).body.User;
    const more = { ...listing, principal_id };
    await site.made('grants', { ...more, resource_id: shop });
    await site.made('grants', { ...more, resource_id: site.env, kind_id: site.kind });
    await site.made('grants', { ...more, resource_id: site.project });
    const { items, num_total } = await list(by);
    expect([ids(items), num_total]).toEqual([ids(all), all.length]);
  });

  test('nothing, who holds nothing, and who may see deployments alone', async () => {
    const stranger = await site.server.as('stranger@team.test');
    expect((await list(stranger)).items).toEqual([]);
    const by = await holding(site.env, { permissions: ['deployment.list', 'deployment.read'] });
    for (const query of [{}, { deployment_id: shop }, { acting_bot_id: bot.id }]) {
      expect(await list(by, query)).toMatchObject({ items: [], num_total: 0 });
    }
  });

  async function projectOf() {
    const { body } = await site.admin.get(`/api/v2/projects/${site.project}`);
    return { id: site.project, parent_id: body.organization_id ?? body.organization.id };
  }
});

describe('what stays', () => {
  test('are the names of then, and the tasks of what is gone', async () => {
    const id = await site.deploy(runner.cluster, { name: 'fleeting' });
    await runner.work();
    await site.admin.delete(`/api/v2/deployments/${id}`);
    await runner.work();
    for (const by of [site.admin, person]) {
      const { items } = await list(by, { deployment_id: id });
      expect(items.map(({ operation }) => Object.keys(operation as object)[0])).toEqual([
        'Uninstall',
        'Install',
      ]);
      expect(items[0]?.['deployment']).toEqual({ id, name: 'fleeting', is_gone: true });
    }
    const { id: env } = await site.made('envs', { name: 'short', project_id: site.project });
    const there = await site.runner(env);
    const gone = await site.deploy(there.cluster);
    const inThatEnv = await site.person(env, 'envUser');
    await there.work();
    await site.admin.delete(`/api/v2/deployments/${gone}`);
    await there.work();
    expect((await list(inThatEnv, { env_id: env })).num_total).toBe(2);
    expect((await site.admin.delete(`/api/v2/envs/${env}`)).status).toBe(204);
    // Where the env is gone, they are for who reaches everything.
    expect((await list(site.admin, { env_id: env })).num_total).toBe(2);
    const projectAdmin = await site.person(site.project, 'projectAdmin');
    for (const by of [projectAdmin, inThatEnv]) {
      expect((await list(by, { deployment_id: gone })).num_total).toBe(0);
      expect((await list(by, { env_id: env })).num_total).toBe(0);
    }
    const [task] = (await list(site.admin, { env_id: env })).items;
    expect((await projectAdmin.get(`/api/v2/deployment-tasks/${task?.id}`)).status).toBe(404);
  });
});
