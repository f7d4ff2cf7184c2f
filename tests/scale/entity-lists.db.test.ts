import { builtInRoles, type GrantId, type ResourceId, type UserId } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countFound,
  type EntityFilters,
  listFound,
} from '../../packages/server/src/features/entities/lists/queries.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Reach, WholeReach } from '../../packages/server/src/storage/reach.ts';
import type { Db, Storage } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { makeDataSet } from './data-set.ts';
import { loadRows } from './load-rows.ts';
import { uuidAt } from './uuid-at.ts';

/** There are several ways to find what a reader may list; which is taken is a matter of speed alone. */

const now = Date.now();
const permission = 'channel.list';
let database: TestDatabase;
let storage: Storage;
let channels: Awaited<ReturnType<typeof readChannels>>;
let grants: Awaited<ReturnType<typeof readGrants>>;
let scopes: Awaited<ReturnType<typeof readScopes>>;
/** Holds an organization; a project, some of its channels and others; nothing. */
let readers: Record<'organization' | 'several' | 'nothing', UserId>;

beforeAll(async () => {
  database = await createDatabase();
  const tree = { organizations: 20, projects: 40, envs: 80, grants: 100 };
  const deployed = { deployments: 20, tasks: 20 };
  const data = makeDataSet({ users: 300, tokens: 600, tree, deployed, entities: 4000 }, now);
  await loadRows(database.storage, data.tables);
  storage = await openStorage(database.storage);
  const { admin, three, nothing } = data.questions.holderIds;
  readers = { organization: admin, several: three, nothing } as typeof readers;
  await storage.change(async (tx) => {
    const all = await readChannels(tx);
    const project = all.filter(({ project_id }) => project_id === all[7]?.project_id);
    const spots = new Set([...project.slice(0, 5), ...all.slice(100, 400)]);
    const on = [
      ...[...spots].map(({ id }) => ({ resource_id: id, resource_type: 'channel' as const })),
      { resource_id: project[0]?.project_id as ResourceId, resource_type: 'project' as const },
    ];
    const role = builtInRoles.projectAdmin.id;
    const granted = { principal_kind: 'user', principal_id: readers.several, lists: 0 } as const;
    const made = { created_by_kind: 'system', created_by_id: null, created_by_name: '' } as const;
    await tx
      .insertInto('grants')
      .values(
        on.map((spot, at) => ({
          ...{ id: uuidAt(now) as GrantId, ...granted, role_id: role, set_id: role, ...spot },
          ...{ organization_id: null, project_id: null, kind_id: null, ...made },
          // Every tenth has ended.
          ...{ ends_at: at % 10 === 3 ? now - 1 : null, created_at: now },
        })),
      )
      .execute();
  });
  [channels, grants, scopes] = await storage.read(async (db) => [
    await readChannels(db),
    await readGrants(db),
    await readScopes(db),
  ]);
});
afterAll(async () => {
  await storage?.close();
  await database?.drop();
});

const readChannels = (db: Db) =>
  db
    .selectFrom('resources')
    .select(['id', 'name_key', 'project_id', 'organization_id'])
    .where('type', '=', 'channel')
    .orderBy('name_key')
    .orderBy('id')
    .execute();
type Channel = (typeof channels)[number];

const readGrants = (db: Db) =>
  db
    .selectFrom('grants')
    .innerJoin('set_permissions as held', 'held.set_id', 'grants.set_id')
    .select(['principal_id', 'resource_id', 'created_by_id', 'ends_at'])
    .where('held.permission', '=', permission)
    .execute();

const readScopes = (db: Db) => db.selectFrom('token_scopes').selectAll().execute();

/** All there are, by the plainest means. */
function expected(reach: Reach, filters: EntityFilters): ResourceId[] {
  const { project_id, search, shared, callerId } = filters;
  const lasting = grants.filter(({ ends_at }) => ends_at === null || ends_at > now);
  const sharedOn = lasting.filter(({ principal_id, created_by_id }) =>
    shared === 'with_me'
      ? principal_id === callerId
      : created_by_id === callerId && principal_id !== callerId,
  );
  const isShared = new Set(sharedOn.map(({ resource_id }) => resource_id));
  return channels
    .filter((one) => project_id === undefined || one.project_id === project_id)
    .filter((one) => !search || one.name_key.includes(search))
    .filter((one) => shared === undefined || isShared.has(one.id))
    .filter((one) => isReached(reach, one, lasting))
    .map(({ id }) => id);
}

function isReached(reach: Reach, one: Channel, lasting: typeof grants): boolean {
  const path: (ResourceId | null)[] = [one.id, one.project_id, one.organization_id];
  switch (reach.kind) {
    case 'everything':
      return true;
    case 'nothing':
      return false;
    case 'granted':
      return lasting.some(
        (grant) => grant.principal_id === reach.principalId && path.includes(grant.resource_id),
      );
    case 'scoped':
      return (
        isReached(reach.of, one, lasting) &&
        scopes.some((scope) => scope.token_id === reach.tokenId && path.includes(scope.target_id))
      );
    default:
      throw reach satisfies never;
  }
}

const whoms = ['organization', 'several', 'nothing'] as const;
const whats = ['all', 'a text', 'a project', 'both', 'with_me', 'by_me'] as const;

test.each(whats)('%s, for every reader, by every way', async (what) => {
  const tokens = [...new Set(scopes.map(({ token_id }) => token_id))];
  expect(tokens).toHaveLength(2);
  for (const whom of whoms) {
    const callerId = readers[whom];
    const granted = { kind: 'granted', principalId: callerId, permission, now } as const;
    const everything = { kind: 'everything' } as const;
    const scoped = (of: WholeReach) =>
      tokens.map((tokenId) => ({ kind: 'scoped', of, tokenId, permission }) as const);
    for (const reach of [everything, granted, ...scoped(granted), ...scoped(everything)]) {
      await compare(reach, { ...filtersOf(what), callerId, now });
    }
  }
});

function filtersOf(what: (typeof whats)[number]): Pick<EntityFilters, 'search' | 'shared'> {
  const project_id = channels[7]?.project_id as never;
  switch (what) {
    case 'all':
      return {};
    case 'a text':
      return { search: 'sensor 1' };
    case 'a project':
      return { project_id } as object;
    case 'both':
      return { search: '1', project_id } as object;
    case 'with_me':
    case 'by_me':
      return { shared: what };
    default:
      throw what satisfies never;
  }
}

async function compare(reach: Reach, filters: EntityFilters): Promise<void> {
  const question = { type: 'channel', reach, filters } as const;
  const all = expected(reach, filters);
  await storage.read(async (db) => {
    expect(await countFound(db, question)).toBe(all.length);
    // As if there were few, and as if there were many.
    for (const count of [10, 100_000]) {
      for (const offset of [0, 40]) {
        const found = await listFound(db, [{ ...question, count }], { limit: 30, offset });
        expect(found).toEqual(all.slice(offset, offset + 30));
      }
    }
  });
}
