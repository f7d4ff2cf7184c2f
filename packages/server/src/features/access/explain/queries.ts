import type {
  DeploymentKindId,
  GrantId,
  Permission,
  PrincipalId,
  ResourceId,
  ResourceType,
} from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import { holds, inReach, type Reach, underReach } from '../../../storage/reach.ts';
import type { Db } from '../../../storage/storage.ts';

/** A permission on a resource, and when. */
export interface Question {
  readonly path: readonly ResourceId[];
  readonly kindId: DeploymentKindId | null;
  /** All of these. */
  readonly permissions: readonly [Permission, ...Permission[]];
  readonly now: number;
}

/** Principals with a grant that gives the permission on the resource. */
function granted({ path, kindId, now }: Question, permission: Permission) {
  return sql`select mine.principal_id from grants as mine where mine.resource_id in (${sql.join(path)})
    and (mine.kind_id is null${kindId === null ? sql`` : sql` or mine.kind_id = ${kindId}`})
    and ${holds('mine', { permission, now })}`;
}

const hasAll = (id: string, question: Question): Expression<SqlBool> =>
  sql<SqlBool>`${sql.join(
    question.permissions.map((one) => sql`${sql.ref(id)} in (${granted(question, one)})`),
    sql` and `,
  )}`;

type Whose = 'people' | 'admins' | 'accounts' | 'deployments';

interface HolderRow {
  readonly id: PrincipalId;
  readonly name_key: string;
}

/** Who is active and holds all that is asked; `admins` are the site administrators, who need no grant for it. */
function found(db: Db, question: Question, whose: Whose) {
  const active = db
    .selectFrom('users')
    .select(['users.id', 'users.name_key'])
    .where('users.is_active', '=', 1)
    .$castTo<HolderRow>();
  switch (whose) {
    case 'people':
      return active.where('users.is_admin', '=', 0).where(hasAll('users.id', question));
    case 'admins':
      return active.where('users.is_admin', '=', 1);
    case 'accounts':
      return db
        .selectFrom('service_accounts')
        .select(['service_accounts.id', 'service_accounts.name_key'])
        .where('deleted_at', 'is', null)
        .where('is_enabled', '=', 1)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', question.now)]))
        .where(hasAll('service_accounts.id', question))
        .$castTo<HolderRow>();
    case 'deployments':
      return db
        .selectFrom('deployments')
        .innerJoin('resources', 'resources.id', 'deployments.id')
        .select(['deployments.id', 'resources.name_key'])
        .where('is_enabled', '=', 1)
        .where('deleting_at', 'is', null)
        .where(hasAll('deployments.id', question))
        .$castTo<HolderRow>();
    default:
      throw whose satisfies never;
  }
}

/** All of them together, each once. */
function everyHolder(db: Db, question: Question) {
  const all = found(db, question, 'people')
    .unionAll(found(db, question, 'admins'))
    .unionAll(found(db, question, 'accounts'))
    .unionAll(found(db, question, 'deployments'));
  return db.selectFrom(all.as('holders'));
}

/** A page of who holds it, by name. */
export async function listHolders(
  db: Db,
  question: Question,
  slice: Slice,
): Promise<PrincipalId[]> {
  const rows = await everyHolder(db, question)
    .select('holders.id')
    .orderBy('holders.name_key')
    .orderBy('holders.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id);
}

export async function countHolders(db: Db, question: Question): Promise<number> {
  const row = await everyHolder(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The first of them by name, of one sort. */
export async function firstHolders(
  db: Db,
  question: Question,
  whose: Whose,
  limit: number,
): Promise<PrincipalId[]> {
  const rows = await db
    .selectFrom(found(db, question, whose).as('holders'))
    .select('holders.id')
    .orderBy('holders.name_key')
    .orderBy('holders.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Resources of a type that one reaches, and of those what another may be told of. */
export interface Sought {
  readonly type: ResourceType;
  readonly reached: Reach;
  readonly told: Reach;
}

/** A deployment stands below its env and is of a kind, which only its row tells. */
function under(reach: Reach, type: ResourceType): Expression<SqlBool> {
  if (type === 'deployment') return inReach(reach, 'resources');
  return underReach(reach, {
    organization: 'resources.organization_id',
    project: 'resources.project_id',
    self: 'resources.id',
  });
}

function soughtResources(db: Db, { type, reached, told }: Sought) {
  const all = db.selectFrom('resources').where('resources.type', '=', type);
  if (reached.kind === 'everything') return all.where(under(told, type));
  return all.where(under(reached, type)).where(inReach(told, 'resources'));
}

export function listSought(db: Db, sought: Sought, slice: Slice) {
  return soughtResources(db, sought)
    .select([
      'resources.id',
      'resources.type',
      'resources.name',
      'resources.organization_id',
      'resources.project_id',
      'resources.env_id',
      'resources.kind_id',
    ])
    .orderBy('resources.name_key')
    .orderBy('resources.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export type SoughtRow = Awaited<ReturnType<typeof listSought>>[number];

export async function countSought(db: Db, sought: Sought): Promise<number> {
  const row = await soughtResources(db, sought)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What an explanation tells of grants, by name. */
export async function readReasons(db: Db, ids: readonly GrantId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('grants')
    .innerJoin('resources', 'resources.id', 'grants.resource_id')
    .leftJoin('roles', 'roles.id', 'grants.role_id')
    .leftJoin('resources as kind', 'kind.id', 'grants.kind_id')
    .select([
      'grants.id as grant_id',
      'grants.role_id',
      'grants.kind_id',
      'grants.ends_at',
      'resources.id',
      'resources.type',
      'resources.name',
      'roles.name as role_name',
      'kind.name as kind_name',
    ])
    .where('grants.id', 'in', ids)
    .orderBy('grants.created_at')
    .orderBy('grants.id')
    .execute();
}

export type ReasonRow = Awaited<ReturnType<typeof readReasons>>[number];
