import type { DeploymentId, ResourceId, ServiceAccountId } from '@keywright/contract';
import type { Db } from '../../storage/storage.ts';

/** Where policies say how often a token may be used: the site, or an organization. */
export function placesWithLimits(db: Db) {
  return db
    .selectFrom('token_policies')
    .select((row) => ['resource_id', row.ref('max_requests_per_minute').$notNull().as('perMinute')])
    .where('max_requests_per_minute', 'is not', null)
    .execute();
}

/** The organization in which an account is at home; null: in none, or there is no such account. */
export async function organizationOfAccount(
  db: Db,
  id: ServiceAccountId,
): Promise<ResourceId | null> {
  const row = await db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .select('home.organization_id')
    .where('service_accounts.id', '=', id)
    .executeTakeFirst();
  return row?.organization_id ?? null;
}

/** The same of a deployment. */
export async function organizationOfDeployment(
  db: Db,
  id: DeploymentId,
): Promise<ResourceId | null> {
  const row = await db
    .selectFrom('resources')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.organization_id ?? null;
}
