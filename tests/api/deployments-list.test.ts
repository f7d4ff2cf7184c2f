import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
let other: { env: string; kind: string; cluster: string };

const names = 'Apple banana Cherry'.split(' ');

beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  for (const name of names) await site.deploy(runner.cluster, { name });
  await runner.work();
  const env = await site.made('envs', { name: 'staging', project_id: site.project });
  const kind = await site.made('deployment-kinds', { name: 'worker' });
  const chart = { kind_id: kind.id, image_tag: '1', image_digest: 'sha256:worker' };
  const { id: helm_chart_id } = await site.made('helm-charts', chart);
  const { cluster } = await site.runner(env.id);
  other = { env: env.id, kind: kind.id, cluster };
  await site.deploy(cluster, { name: 'apple staged' });
  await site.deploy(cluster, { name: 'digger', kind_id: kind.id, helm_chart_id });
  const { items } = await list({ name: 'cherry' });
  await site.admin.put(`/api/v2/deployments/${items[0].id}`, { body: { enabled: false } });
});
afterAll(() => site.server.stop());

async function list(query: Record<string, string> = {}, by: Client = site.admin) {
  const answer = await by.get(`/api/v2/deployments?${new URLSearchParams(query)}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
async function namesIn(query: Record<string, string> = {}, by?: Client) {
  const { items, num_total } = await list(query, by);
  const found = items.map(({ name }: { name: string }) => name);
  expect(num_total).toBe(found.length);
  return found;
}

test('deployments are listed by name, whatever its case, page by page', async () => {
  const all = ['Apple', 'apple staged', 'banana', 'Cherry', 'digger'];
  expect(await namesIn()).toEqual(all);
  const second = await list({ per_page: '2', page: '2' });
  expect(second).toMatchObject({ page: 2, per_page: 2, num_total: 5 });
  expect(second.items.map(({ name }: { name: string }) => name)).toEqual(['banana', 'Cherry']);
});

test.each([
  ['name', () => ({ name: 'APPLE' }), ['Apple', 'apple staged']],
  ['two letters of the name', () => ({ name: 'an' }), ['banana']],
  ['kind', () => ({ kind_id: other.kind }), ['digger']],
  ['cluster', () => ({ cluster_id: other.cluster }), ['apple staged', 'digger']],
  ['env', () => ({ env_id: site.env }), ['Apple', 'banana', 'Cherry']],
  ['env and kind', () => ({ env_id: other.env, kind_id: site.kind }), ['apple staged']],
  ['project', () => ({ project_id: site.project, name: 'digger' }), ['digger']],
  ['status', () => ({ status: 'Running' }), ['Apple', 'banana']],
  ['enabled', () => ({ enabled: 'false' }), ['Cherry']],
  ['enabled in an env', () => ({ enabled: 'true', env_id: site.env }), ['Apple', 'banana']],
  ['cluster and status', () => ({ cluster_id: other.cluster, status: 'Running' }), []],
])('narrowed by %s', async (_, query, expected) => {
  expect(await namesIn(query())).toEqual(expected);
});

test.each([
  { kind_id: 'web' },
  { status: 'Broken' },
  { enabled: 'maybe' },
  { env_id: 'production' },
  { per_page: '0' },
])('%o is refused, naming the field', async (query) => {
  const [field] = Object.keys(query);
  const answer = await site.admin.get(
    `/api/v2/deployments?${new URLSearchParams(query as Record<string, string>)}`,
  );
  expect(answer.status).toBe(400);
  expect(answer.body.fields[0].field).toBe(field);
});

test('everybody sees those where they may list them: of an env, of one kind, of one project, or one alone', async () => {
  expect(await namesIn({}, await site.person(site.env, 'envUser'))).toEqual(names);
  // The grant is for kind web.
  const maintainer = await site.person(other.env, 'deploymentMaintainer');
  expect(await namesIn({}, maintainer)).toEqual(['apple staged']);
  expect(await namesIn({ env_id: other.env }, maintainer)).toEqual(['apple staged']);
  expect(await namesIn({ kind_id: other.kind }, maintainer)).toEqual([]);
  expect(await namesIn({}, await site.person(site.project, 'projectAdmin'))).toHaveLength(5);
  expect(await namesIn({}, await site.person(site.project, 'projectMember'))).toEqual([]);

  const friend = await site.server.as({ email: 'friend@team.test', picture: 'none' });
  const principal_id = (await friend.get('/api/v2/auth/me')).body.User.id;
  expect(await namesIn({}, friend)).toEqual([]);
  const banana = (await list({ name: 'banana' })).items[0].id;
  const permissions = ['deployment.read', 'deployment.list'];
  await site.made('grants', { principal_id, resource_id: banana, permissions });
  expect(await namesIn({}, friend)).toEqual(['banana']);
  expect(await namesIn({ env_id: site.env }, friend)).toEqual(['banana']);
  expect((await friend.get(`/api/v2/deployments/${banana}`)).body.abilities).toEqual([]);
});

test('a grant for one kind on the site shows that kind everywhere', async () => {
  const watcher = await site.server.as({ email: 'watcher@team.test', picture: 'none' });
  const principal_id = (await watcher.get('/api/v2/auth/me')).body.User.id;
  const resource_id = '00000000-0000-0000-0000-000000000000';
  const permissions = ['deployment.list'];
  await site.made('grants', { principal_id, resource_id, kind_id: site.kind, permissions });
  expect(await namesIn({}, watcher)).toEqual(['Apple', 'apple staged', 'banana', 'Cherry']);
  expect(await namesIn({ name: 'digger' }, watcher)).toEqual([]);
  expect(await namesIn({ env_id: other.env }, watcher)).toEqual(['apple staged']);
});
