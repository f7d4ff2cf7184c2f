import {
  builtInRoles,
  type DeploymentKindId,
  type GrantId,
  type ResourceId,
  type ResourceType,
  siteId,
  type UserId,
} from '@keywright/contract';
import type { Insertable } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  countInSpots,
  countWalked,
  listInSpots,
  listMerged,
  listSpots,
  listWalked,
} from '../../packages/server/src/features/deployments/tasks/list/queries.ts';
import type { TaskFilters } from '../../packages/server/src/features/deployments/tasks/list/question.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { type Granted, listBitsOf } from '../../packages/server/src/storage/reach.ts';
import type { Schema } from '../../packages/server/src/storage/schema.ts';
import type { Db, Storage } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { makeDataSet } from './data-set.ts';
import { loadRows } from './load-rows.ts';
import { uuidAt } from './uuid-at.ts';

/** There are several ways to find what a reader may see; which is taken is a matter of speed alone. */

const now = Date.now();
let database: TestDatabase;
let storage: Storage;
let tasks: Task[];
/** By what they were granted. */
const readers = new Map<string, UserId>();

type Task = Awaited<ReturnType<typeof readAll>>[number];

beforeAll(async () => {
  database = await createDatabase();
  const tree = { organizations: 20, projects: 40, envs: 300, grants: 1000 };
  const deployed = { deployments: 400, tasks: 4000 };
  const data = makeDataSet({ users: 300, tokens: 600, tree, deployed, entities: 0 }, now);
  await loadRows(database.storage, data.tables);
  storage = await openStorage(database.storage);
  tasks = await storage.read(readAll);
  const rows = [...grants()];
  await storage.change(async (tx) => {
    await tx.insertInto('grants').values(rows).execute();
  });
});
afterAll(async () => {
  await storage?.close();
  await database?.drop();
});

/** Somewhere in the middle: what is granted and asked about is around it. */
function someTask(): Task {
  const task = tasks[1234];
  if (!task) throw new Error('There are too few tasks.');
  return task;
}

const readAll = (db: Db) =>
  db
    .selectFrom('deployment_tasks as task')
    .leftJoin('resources as env', 'env.id', 'task.env_id')
    .selectAll('task')
    .select(['env.project_id', 'env.organization_id'])
    .orderBy('task.created_at', 'desc')
    .orderBy('task.id', 'desc')
    .execute();

interface Grant {
  readonly on: readonly [type: ResourceType, id: ResourceId];
  readonly kind?: DeploymentKindId;
  /** Left out: for ever. */
  readonly endsAt?: number;
  /** Left out: the right to list tasks. */
  readonly lists?: number;
}

/** What readers hold, by a name for it. */
function granted(): Record<string, readonly Grant[]> {
  const { deployment_id: deployment, env_id: env, kind_id: kind, ...above } = someTask();
  const { organization_id: organization, project_id: project } = above;
  if (organization === null || project === null) throw new Error('It stands nowhere.');
  const envs = [...new Set(tasks.map(({ env_id }) => env_id))].slice(0, 130);
  return {
    'an organization': [{ on: ['organization', organization] }],
    'a project': [{ on: ['project', project] }],
    'an env': [{ on: ['env', env] }],
    'a kind in an env': [{ on: ['env', env], kind }],
    'a kind in a project': [{ on: ['project', project], kind }],
    'a kind on the site': [{ on: ['site', siteId], kind }],
    'a deployment': [{ on: ['deployment', deployment] }],
    'a deployment, as one of its kind': [{ on: ['deployment', deployment], kind }],
    'many envs': envs.map((id) => ({ on: ['env', id] })),
    'some of all, with overlaps': [
      { on: ['env', env] },
      { on: ['env', env], kind },
      { on: ['deployment', deployment] },
      { on: ['site', siteId], kind },
      { on: ['project', project] },
    ],
    'what has ended': [{ on: ['env', env], endsAt: now - 1 }],
    'another right': [{ on: ['env', env], lists: listBitsOf(['deployment.list']) }],
    'nothing on anything': [],
  };
}

function* grants(): Iterable<Insertable<Schema['grants']>> {
  for (const [name, held] of Object.entries(granted())) {
    const principal = uuidAt(now) as UserId;
    readers.set(name, principal);
    const role = builtInRoles.envUser;
    for (const { on, kind = null, endsAt = null, lists = listBitsOf(role.permissions) } of held) {
      const [type, id] = on;
      yield {
        ...{ id: uuidAt(now) as GrantId, principal_kind: 'user', principal_id: principal },
        ...{ role_id: role.id, set_id: role.id, lists, resource_id: id, resource_type: type },
        ...{ organization_id: null, project_id: null, kind_id: kind, ends_at: endsAt },
        ...{ created_at: now, created_by_kind: 'operator', created_by_id: null },
        created_by_name: 'root',
      };
    }
  }
}

/** Said by the rule itself, of one task. */
function isSeen(task: Task, held: readonly Grant[]): boolean {
  const path = [siteId, task.organization_id, task.project_id, task.env_id, task.deployment_id];
  return held.some(
    ({ on, kind, endsAt = Number.POSITIVE_INFINITY, lists }) =>
      path.includes(on[1] as never) &&
      (kind === undefined || kind === task.kind_id) &&
      endsAt > now &&
      lists === undefined,
  );
}

function filtersOf(): Record<string, TaskFilters> {
  const { env_id, kind_id, deployment_id, created_at } = someTask();
  const bot = tasks.find((task) => task.acting_bot_id !== null)?.acting_bot_id ?? undefined;
  return {
    none: {},
    env: { env_id },
    'env and kind': { env_id, kind_id },
    kind: { kind_id },
    deployment: { deployment_id },
    bot: { acting_bot_id: bot },
    'kind of actor': { actor_kind: 'deployment' },
    status: { status: 'Failed' },
    'operation and time': { operation: 'InvokeAction', since: created_at },
    'bot and status': { acting_bot_id: bot, status: 'Canceled' },
  };
}

const columns = { operation: 'operation_name' } as const;
function matches(task: Task, { actor_kind, since, until, ...equal }: TaskFilters): boolean {
  if (actor_kind === 'deployment' && task.acting_deployment_id === null) return false;
  if (task.created_at < (since ?? 0) || task.created_at >= (until ?? now)) return false;
  return Object.entries(equal).every(([name, wanted]) => {
    const column = columns[name as 'operation'] ?? (name as keyof Task);
    return wanted === undefined || task[column] === wanted;
  });
}

const names = [
  ...['an organization', 'a project', 'an env', 'a kind in an env', 'a kind in a project'],
  ...['a kind on the site', 'a deployment', 'a deployment, as one of its kind', 'many envs'],
  ...['some of all, with overlaps', 'what has ended', 'another right', 'nothing on anything'],
];

describe.each(names)('who was granted %s', (name) => {
  test('sees the same tasks, in the same order and number, whichever way they are found', async () => {
    const held = granted()[name] ?? [];
    const principalId = readers.get(name) as Granted['principalId'];
    const permission = 'deployment_task.list';
    const reach: Granted = { kind: 'granted', principalId, permission, now };
    for (const [says, filters] of Object.entries(filtersOf())) {
      const seen = tasks.filter((task) => isSeen(task, held) && matches(task, filters));
      const slice = { offset: 7, limit: 20 };
      const page = seen.slice(7, 27).map(({ id }) => id);
      const question = { filters, reach };
      await storage.read(async (db) => {
        const spots = await listSpots(db, question, 200);
        expect(await countInSpots(db, question, 10_000), says).toBe(seen.length);
        expect(await countWalked(db, question, 10_000), says).toBe(seen.length);
        expect(await countInSpots(db, question, 3), says).toBe(Math.min(3, seen.length));
        expect(await listWalked(db, question, slice), says).toEqual(page);
        expect(await listInSpots(db, question, slice, seen.length), says).toEqual(page);
        const merged = spots.length === 0 ? [] : await listMerged(db, { filters, spots }, slice);
        expect(merged, says).toEqual(page);
      });
    }
  });
});
