import {
  type BuiltInRole,
  builtInRoles,
  type Permission,
  type PrincipalId,
  type ResourceId,
  type ResourceType,
  type RoleId,
  siteId,
} from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import { holds } from '../../../storage/reach.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { fold, siblingKey } from '../../../storage/text-search.ts';

/** Roles with the name and place of their home. */
function roleRows(db: Db) {
  return db
    .selectFrom('roles')
    .leftJoin('resources as home', 'home.id', 'roles.home_id')
    .select([
      'roles.id',
      'roles.name',
      'roles.description',
      'roles.home_id',
      'roles.created_at',
      'home.type as home_type',
      'home.name as home_name',
      'home.organization_id',
      'home.project_id',
    ]);
}

export type RoleRow = Awaited<ReturnType<typeof readRoles>>[number];

/** Those of these that are there, by name. */
export async function readRoles(db: Db, ids: readonly RoleId[]) {
  if (ids.length === 0) return [];
  return roleRows(db)
    .where('roles.id', 'in', ids)
    .orderBy('roles.name_key')
    .orderBy('roles.id')
    .execute();
}

/** The same, kept from being changed or granted until the transaction ends. Locked in the order of their ids. */
export async function lockRoles(tx: Tx, ids: readonly RoleId[]): Promise<void> {
  await tx
    .selectFrom('roles')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Which custom roles somebody sees, beside the built-in ones. */
export type RoleSight = { readonly kind: 'everything' } | SightByGrants;

/** Those that they hold, and those that live above, at or below where one of these permissions is held. */
interface SightByGrants {
  readonly kind: 'granted';
  readonly principalId: PrincipalId;
  readonly permissions: readonly Permission[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The grants of theirs that show roles, found once: PostgreSQL would look for them again for every role. */
function withShowing(db: Db, sight: RoleSight): Pick<Db, 'selectFrom'> {
  if (sight.kind === 'everything') return db;
  const { principalId, permissions, now } = sight;
  // What somebody has many grants of is a few roles: those are asked, and not every grant.
  const giving = db
    .selectFrom('set_permissions')
    .select('set_id')
    .where('permission', 'in', permissions)
    .where('set_id', 'in', (eb) =>
      eb.selectFrom('grants').select('set_id').where('principal_id', '=', principalId),
    );
  const showing = db
    .selectFrom('grants')
    .select(['organization_id', 'project_id', 'resource_id'])
    .where('principal_id', '=', principalId)
    .where('kind_id', 'is', null)
    .where(holds('grants', { permission: null, now }))
    .where('set_id', 'in', giving);
  return db.with(
    (cte) => cte('showing').materialized(),
    () => showing,
  ) as unknown as Pick<Db, 'selectFrom'>;
}

function seen(sight: RoleSight): Expression<SqlBool> {
  if (sight.kind === 'everything') return sql<SqlBool>`1 = 1`;
  return sql<SqlBool>`(roles.home_id is null
    or roles.home_id in (select organization_id from showing)
    or roles.home_id in (select project_id from showing)
    or home.organization_id in (select resource_id from showing)
    or (roles.home_id = ${siteId} and exists (select 1 from showing))
    or roles.id in (select mine.role_id from grants as mine
      where mine.principal_id = ${sight.principalId} and mine.role_id is not null
        and ${holds('mine', { permission: null, now: sight.now })}))`;
}

export interface RoleFilters {
  readonly search?: string | undefined;
  readonly home_id?: ResourceId | undefined;
  readonly kind?: 'built_in' | 'custom' | undefined;
  /** Grantable on a resource of this type, at the end of this path. */
  readonly usableOn?:
    | { readonly type: ResourceType; readonly path: readonly ResourceId[] }
    | undefined;
}

const builtInAt = (type: ResourceType): RoleId[] =>
  Object.values<BuiltInRole>(builtInRoles)
    .filter(({ levels }) => (levels as readonly ResourceType[]).includes(type))
    .map(({ id }) => id);

function matchingRoles(db: Db, sight: RoleSight, filters: RoleFilters) {
  const { search, home_id, kind, usableOn } = filters;
  const contains = sql.raw(db.engine === 'postgres' ? 'strpos' : 'instr');
  const wanted = fold(search ?? '');
  // On a deployment none is: a list of nothing is no SQL.
  const builtIn = usableOn === undefined ? [] : builtInAt(usableOn.type);
  return withShowing(db, sight)
    .selectFrom('roles')
    .leftJoin('resources as home', 'home.id', 'roles.home_id')
    .where(seen(sight))
    .$if(!!search, (q) => q.where(sql<SqlBool>`${contains}(roles.name_key, ${wanted}) > 0`))
    .$if(home_id !== undefined, (q) => q.where('roles.home_id', '=', home_id as ResourceId))
    .$if(kind === 'built_in', (q) => q.where('roles.home_id', 'is', null))
    .$if(kind === 'custom', (q) => q.where('roles.home_id', 'is not', null))
    .$if(usableOn !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('roles.home_id', 'in', usableOn?.path ?? []),
          ...(builtIn.length > 0
            ? [eb.and([eb('roles.home_id', 'is', null), eb('roles.id', 'in', builtIn)])]
            : []),
        ]),
      ),
    );
}

/** Ids of a page of them, by name. */
export async function listRoles(
  db: Db,
  sight: RoleSight,
  filters: RoleFilters,
  slice: Slice,
): Promise<RoleId[]> {
  const rows = await matchingRoles(db, sight, filters)
    .select('roles.id')
    .orderBy('roles.name_key')
    .orderBy('roles.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
  return rows.map(({ id }) => id);
}

export async function countRoles(db: Db, sight: RoleSight, filters: RoleFilters): Promise<number> {
  const row = await matchingRoles(db, sight, filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function isRoleSeen(db: Db, sight: RoleSight, id: RoleId): Promise<boolean> {
  const row = await matchingRoles(db, sight, {})
    .select('roles.id')
    .where('roles.id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewRole {
  readonly id: RoleId;
  readonly name: string;
  readonly description: string;
  readonly homeId: ResourceId;
  readonly createdAt: number;
}

/** Adds a role; false where one of that name lives there already. Of two at once the index lets one in. */
export async function insertRole(tx: Tx, role: NewRole): Promise<boolean> {
  const added = await tx
    .insertInto('roles')
    .values({
      id: role.id,
      name: role.name,
      name_key: fold(role.name),
      sibling_key: siblingKey(role.name),
      description: role.description,
      home_id: role.homeId,
      created_at: role.createdAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['home_id', 'sibling_key']).where('home_id', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** The role that lives there and whose name is the same to people. */
export function roleNamed(db: Db, homeId: ResourceId, name: string) {
  return db
    .selectFrom('roles')
    .select(['id', 'name'])
    .where('home_id', '=', homeId)
    .where('sibling_key', '=', siblingKey(name))
    .executeTakeFirst();
}

export async function setRoleText(
  tx: Tx,
  id: RoleId,
  { name, description }: { name: string; description: string },
): Promise<void> {
  await tx
    .updateTable('roles')
    .set({ name, name_key: fold(name), sibling_key: siblingKey(name), description })
    .where('id', '=', id)
    .execute();
}

export async function addRolePermissions(
  tx: Tx,
  id: RoleId,
  permissions: readonly Permission[],
): Promise<void> {
  if (permissions.length === 0) return;
  await tx
    .insertInto('set_permissions')
    .values(permissions.map((permission) => ({ set_id: id, permission })))
    .execute();
}

export async function removeRolePermissions(
  tx: Tx,
  id: RoleId,
  permissions: readonly string[],
): Promise<void> {
  if (permissions.length === 0) return;
  await tx
    .deleteFrom('set_permissions')
    .where('set_id', '=', id)
    .where('permission', 'in', permissions)
    .execute();
}

/** Its permissions go with it, by a trigger. */
export async function deleteRole(tx: Tx, id: RoleId): Promise<void> {
  await tx.deleteFrom('roles').where('id', '=', id).execute();
}

/** Where reading a role's grants went on from: the last one's principal and id. */
export interface GrantsAfter {
  readonly principalId: PrincipalId;
  readonly id: string;
}

/** Grants of a role with the places they stand on, the grants of one principal next to each other. */
export function grantsOfRole(
  db: Db,
  roleId: RoleId,
  after: GrantsAfter | undefined,
  limit: number,
) {
  return db
    .selectFrom('grants')
    .innerJoin('resources', 'resources.id', 'grants.resource_id')
    .select([
      'grants.id as grant_id',
      'grants.principal_id',
      'grants.kind_id as granted_kind_id',
      'grants.ends_at',
      'resources.id',
      'resources.type',
      'resources.name',
      'resources.organization_id',
      'resources.project_id',
      'resources.env_id',
      'resources.kind_id',
    ])
    .where('grants.role_id', '=', roleId)
    .$if(after !== undefined, (q) =>
      q.where((eb) =>
        eb(
          eb.refTuple('grants.principal_id', 'grants.id'),
          '>',
          eb.tuple(after?.principalId as PrincipalId, after?.id as never),
        ),
      ),
    )
    .orderBy('grants.principal_id')
    .orderBy('grants.id')
    .limit(limit)
    .execute();
}

export type GrantOnNode = Awaited<ReturnType<typeof grantsOfRole>>[number];
