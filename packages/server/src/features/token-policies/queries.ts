import {
  type PrincipalId,
  type ResourceId,
  type ServiceAccountId,
  siteId,
} from '@keywright/contract';
import type { Db, Tx } from '../../storage/storage.ts';

/** Where policies count for the tokens of one principal: the site, and its organizations. */
export interface PolicyPlace {
  readonly id: ResourceId;
  readonly name: string;
}

/**
 * The site and every organization in which a person holds something, or in which a service account is at home, kept from
 * getting another policy until the transaction ends.
 */
export async function holdPlacesOf(
  tx: Tx,
  owner: { readonly kind: 'user' | 'service_account'; readonly id: PrincipalId },
  now: number,
): Promise<PolicyPlace[]> {
  return tx
    .selectFrom('resources')
    .select(['resources.id', 'resources.name'])
    .where((row) =>
      row.or([
        row('resources.id', '=', siteId),
        row(
          'resources.id',
          'in',
          owner.kind === 'user' ? organizationsOf(tx, owner.id, now) : homeOf(tx, owner.id),
        ),
      ]),
    )
    .orderBy('resources.id')
    .forShare('resources')
    .execute();
}

const organizationsOf = (db: Db, id: PrincipalId, now: number) =>
  db
    .selectFrom('grants')
    .select((row) => row.ref('grants.organization_id').$notNull().as('id'))
    .where('grants.principal_id', '=', id)
    .where('grants.organization_id', 'is not', null)
    .where((row) => row.or([row('ends_at', 'is', null), row('ends_at', '>', now)]));

const homeOf = (db: Db, id: PrincipalId) =>
  db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .select((row) => row.ref('home.organization_id').$notNull().as('id'))
    .where('service_accounts.id', '=', id as ServiceAccountId)
    .where('home.organization_id', 'is not', null);

export type PolicyRow = Awaited<ReturnType<typeof readPolicies>>[number];

/** The policies that were set on these. */
export async function readPolicies(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  return db.selectFrom('token_policies').selectAll().where('resource_id', 'in', ids).execute();
}
