import type {
  DeploymentId,
  PrincipalId,
  PrincipalKind,
  ResourceId,
  ServiceAccountId,
  UserId,
} from '@keywright/contract';
import { type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../../request/paging.ts';
import type { Reach } from '../../../../storage/reach.ts';
import { isOpenedDeployment } from '../../../../storage/reach-of-deployments.ts';
import type { Db } from '../../../../storage/storage.ts';
import { containsText, type SearchBy, searchBy } from '../../../../storage/text-search.ts';

export interface PrincipalFilters {
  readonly search?: string | undefined;
  readonly kind?: PrincipalKind | undefined;
  /** Service accounts at home at one of these alone, and deployments of such a project; undefined: wherever. */
  readonly homeIds?: readonly ResourceId[] | undefined;
  /** Which deployments the caller may list. */
  readonly deployments: Reach;
}

/** A search for a whole id means that one. */
function idIn(search: string | undefined): string | undefined {
  const text = search?.trim().toLowerCase() ?? '';
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : undefined;
}

const none = sql<SqlBool>`1 = 0`;

const isOther = (kind: PrincipalKind | undefined, than: PrincipalKind) =>
  kind !== undefined && kind !== than;

function people(db: Db, { search, kind }: PrincipalFilters, by: SearchBy) {
  const id = idIn(search);
  const searched = { table: 'users', columns: ['name_key', 'email_key'] } as const;
  return db
    .selectFrom('users')
    .$if(isOther(kind, 'user'), (q) => q.where(none))
    .$if(id !== undefined, (q) => q.where('users.id', '=', id as UserId))
    .$if(!!search && id === undefined, (q) =>
      q.where(containsText(db.engine, searched, search ?? '', by)),
    );
}

function accounts(db: Db, { search, kind, homeIds }: PrincipalFilters, by: SearchBy) {
  const id = idIn(search);
  const searched = { table: 'service_accounts', columns: ['name_key'] } as const;
  return db
    .selectFrom('service_accounts')
    .where('service_accounts.deleted_at', 'is', null)
    .$if(isOther(kind, 'service_account'), (q) => q.where(none))
    .$if(homeIds !== undefined, (q) => q.where('service_accounts.home_id', 'in', homeIds ?? []))
    .$if(id !== undefined, (q) => q.where('service_accounts.id', '=', id as ServiceAccountId))
    .$if(!!search && id === undefined, (q) =>
      q.where(containsText(db.engine, searched, search ?? '', by)),
    );
}

/** Those that can be granted something: not those that are about to go. */
function deployments(db: Db, filters: PrincipalFilters, by: SearchBy) {
  const { search, kind, homeIds } = filters;
  const id = idIn(search);
  const searched = { table: 'resources', columns: ['name_key'] } as const;
  return db
    .selectFrom('resources')
    .innerJoin('deployments', 'deployments.id', 'resources.id')
    .where('resources.type', '=', 'deployment')
    .where('deployments.deleting_at', 'is', null)
    .where(isOpenedDeployment(filters.deployments, 'resources'))
    .$if(isOther(kind, 'deployment'), (q) => q.where(none))
    .$if(homeIds !== undefined, (q) => q.where('resources.project_id', 'in', homeIds ?? []))
    .$if(id !== undefined, (q) => q.where('resources.id', '=', id as DeploymentId))
    .$if(!!search && id === undefined, (q) =>
      q.where(containsText(db.engine, searched, search ?? '', by)),
    );
}

/** Two nulls together would be text to PostgreSQL, and no column for ids. */
const noEnv = sql<ResourceId | null>`cast(null as uuid)`;

/** All kinds in one order, by name. `total`: how many there are, by `countPrincipals`. */
export function listPrincipals(db: Db, filters: PrincipalFilters, slice: Slice, total: number) {
  const by = searchBy(total, slice);
  const chosenPeople = people(db, filters, by).select([
    sql<PrincipalKind>`'user'`.as('kind'),
    sql<PrincipalId>`users.id`.as('id'),
    'users.display_name as name',
    'users.name_key',
    sql<string | null>`users.email`.as('email'),
    sql<ResourceId | null>`null`.as('home_id'),
    noEnv.as('env_id'),
  ]);
  const chosenAccounts = accounts(db, filters, by).select([
    sql<PrincipalKind>`'service_account'`.as('kind'),
    sql<PrincipalId>`service_accounts.id`.as('id'),
    'service_accounts.name',
    'service_accounts.name_key',
    sql<string | null>`null`.as('email'),
    sql<ResourceId | null>`service_accounts.home_id`.as('home_id'),
    noEnv.as('env_id'),
  ]);
  const chosenDeployments = deployments(db, filters, by).select([
    sql<PrincipalKind>`'deployment'`.as('kind'),
    sql<PrincipalId>`resources.id`.as('id'),
    'resources.name',
    'resources.name_key',
    sql<string | null>`null`.as('email'),
    sql<ResourceId | null>`null`.as('home_id'),
    sql<ResourceId | null>`resources.env_id`.as('env_id'),
  ]);
  return chosenPeople
    .unionAll(chosenAccounts)
    .unionAll(chosenDeployments)
    .orderBy('name_key')
    .orderBy('id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export type ListedRow = Awaited<ReturnType<typeof listPrincipals>>[number];

export async function countPrincipals(db: Db, filters: PrincipalFilters): Promise<number> {
  const ofPeople = await people(db, filters, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const ofAccounts = await accounts(db, filters, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const ofDeployments = await deployments(db, filters, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return ofPeople.count + ofAccounts.count + ofDeployments.count;
}

/** Unexpired grants on this very resource. */
function grantedHere(db: Db, resourceId: ResourceId, now: number) {
  return db
    .selectFrom('grants')
    .where('grants.resource_id', '=', resourceId)
    .where((eb) => eb.or([eb('grants.ends_at', 'is', null), eb('grants.ends_at', '>', now)]));
}

/** Who has some, by name. */
export function listMembers(db: Db, resourceId: ResourceId, now: number, slice: Slice) {
  return grantedHere(db, resourceId, now)
    .leftJoin('users', 'users.id', 'grants.principal_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'grants.principal_id')
    .leftJoin('resources', 'resources.id', 'grants.principal_id')
    .select([
      'grants.principal_kind as kind',
      'grants.principal_id as id',
      sql<string>`coalesce(users.display_name, service_accounts.name, resources.name)`.as('name'),
      sql<string>`coalesce(users.name_key, service_accounts.name_key, resources.name_key)`.as(
        'name_key',
      ),
    ])
    .distinct()
    .orderBy('name_key')
    .orderBy('id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export async function countMembers(db: Db, resourceId: ResourceId, now: number): Promise<number> {
  const row = await grantedHere(db, resourceId, now)
    .select((eb) => eb.fn.count<number>('grants.principal_id').distinct().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What these have there, by the names of the roles; a bare list has none. */
export function rolesOfMembers(
  db: Db,
  resourceId: ResourceId,
  principalIds: readonly PrincipalId[],
  now: number,
) {
  return grantedHere(db, resourceId, now)
    .leftJoin('roles', 'roles.id', 'grants.role_id')
    .select(['grants.principal_id', 'grants.set_id', 'roles.name as role_name'])
    .where('grants.principal_id', 'in', principalIds)
    .orderBy('grants.created_at')
    .orderBy('grants.id')
    .execute();
}
