import type { ResourceId, ServiceAccountId, UserId } from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';

/** Unexpired grants on a node itself, the newest first; `role` null: a bare list of permissions. */
export function grantsHeldOn(
  db: Db,
  resourceId: ResourceId,
  { now, limit }: { now: number; limit: number },
) {
  return db
    .selectFrom('grants')
    .leftJoin('users', (join) =>
      join.on((eb) => eb('users.id', '=', eb.ref('grants.principal_id').$castTo<UserId>())),
    )
    .leftJoin('service_accounts', (join) =>
      join.on((eb) =>
        eb('service_accounts.id', '=', eb.ref('grants.principal_id').$castTo<ServiceAccountId>()),
      ),
    )
    .leftJoin('roles', 'roles.id', 'grants.role_id')
    .select((eb) => [
      'grants.principal_kind as kind',
      'grants.principal_id as id',
      eb.fn.coalesce('users.display_name', 'service_accounts.name', eb.val('')).as('name'),
      'roles.name as role',
    ])
    .where('grants.resource_id', '=', resourceId)
    .where((eb) => eb.or([eb('grants.ends_at', 'is', null), eb('grants.ends_at', '>', now)]))
    .orderBy('grants.created_at', 'desc')
    .orderBy('grants.id', 'desc')
    .limit(limit)
    .execute();
}

/** What the unexpired grants on a node itself give: each set of permissions once for every kind and end. */
export function setsHeldOn(db: Db, resourceId: ResourceId, now: number) {
  return db
    .selectFrom('grants')
    .select(['set_id', 'kind_id', 'ends_at'])
    .distinct()
    .where('resource_id', '=', resourceId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .execute();
}
