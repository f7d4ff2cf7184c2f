import type { PrincipalId, ResourceId, ServiceAccountId, UserId } from '@keywright/contract';
import { nodeColumns } from '../../plane/tree/queries.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import type { Rules } from './rules.ts';

/** Where policies count for the tokens of one principal: the site, and its organizations. */
export interface PolicyPlace {
  readonly id: ResourceId;
  readonly name: string;
}

/** The organizations in which a person holds something. For a site administrator none: no organization rules over them. */
export async function organizationsOfPerson(
  db: Db,
  id: UserId,
  now: number,
): Promise<ResourceId[]> {
  const rows = await db
    .selectFrom('grants')
    .select((row) => row.ref('grants.organization_id').$notNull().as('id'))
    .distinct()
    .where('grants.principal_id', '=', id)
    .where('grants.organization_id', 'is not', null)
    .where((row) => row.or([row('ends_at', 'is', null), row('ends_at', '>', now)]))
    .where('grants.principal_id', 'not in', (admins) =>
      admins
        .selectFrom('users')
        .select((row) => row.ref('users.id').$castTo<PrincipalId>().as('id'))
        .where('users.id', '=', id)
        .where('is_admin', '=', 1),
    )
    .execute();
  return rows.map((row) => row.id);
}

/** The organization in which a service account is at home; undefined: in none. */
export async function organizationOfAccount(
  db: Db,
  id: ServiceAccountId,
): Promise<ResourceId | undefined> {
  const row = await db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .select('home.organization_id')
    .where('service_accounts.id', '=', id)
    .executeTakeFirst();
  return row?.organization_id ?? undefined;
}

/** These, kept from getting another policy until the transaction ends; the site comes first. */
export async function holdPlaces(tx: Tx, ids: readonly ResourceId[]): Promise<PolicyPlace[]> {
  return tx
    .selectFrom('resources')
    .select(['resources.id', 'resources.name'])
    .where('resources.id', 'in', ids)
    .orderBy('resources.id')
    .forShare()
    .execute();
}

export type PolicyRow = Awaited<ReturnType<typeof readPolicies>>[number];

/** The policies that were set on these. */
export async function readPolicies(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  return db.selectFrom('token_policies').selectAll().where('resource_id', 'in', ids).execute();
}

/** The site or an organization, as decisions see it; undefined: there is none, or it is something else. */
export function readPlace(db: Db, id: ResourceId) {
  return places(db, id).executeTakeFirst();
}

/** The same, for this change alone: whoever makes a token that its policy counts for waits, and whoever is making one is waited for. */
export function lockPlace(tx: Tx, id: ResourceId) {
  return places(tx, id).forUpdate().executeTakeFirst();
}

const places = (db: Db, id: ResourceId) =>
  db
    .selectFrom('resources')
    .select(nodeColumns)
    .where('resources.id', '=', id)
    .where('resources.type', 'in', ['site', 'organization']);

export async function putPolicy(tx: Tx, id: ResourceId, rules: Rules, now: number): Promise<void> {
  const columns = {
    max_life_days: rules.max_life_days,
    allows_never_ending: rules.allows_never_ending ? 1 : 0,
    allows_full_access: rules.allows_full_access ? 1 : 0,
    max_requests_per_minute: rules.max_requests_per_minute,
    updated_at: now,
  } as const;
  await tx
    .insertInto('token_policies')
    .values({ resource_id: id, ...columns })
    .onConflict((row) => row.column('resource_id').doUpdateSet(columns))
    .execute();
}
