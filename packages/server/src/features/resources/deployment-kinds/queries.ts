import type { DeploymentKindId, PrincipalId } from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';

/** Whether the principal holds any unexpired grant. */
export async function holdsAnything(db: Db, id: PrincipalId, now: number): Promise<boolean> {
  const grant = await db
    .selectFrom('grants')
    .select('id')
    .where('principal_id', '=', id)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .limit(1)
    .executeTakeFirst();
  return grant !== undefined;
}

/** How many deployments are of the kind. */
export async function countOfKind(db: Db, id: DeploymentKindId): Promise<number> {
  const row = await db
    .selectFrom('resources')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}

function grantsFor(db: Db, id: DeploymentKindId) {
  return db
    .selectFrom('grants')
    .where((eb) => eb.or([eb('kind_id', '=', id), eb('resource_id', '=', id)]));
}

/** Grants for deployments of the kind, and on the kind itself: they go with it. */
export async function countGrantsFor(db: Db, id: DeploymentKindId): Promise<number> {
  const row = await grantsFor(db, id)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Who holds these grants; at most so many. */
export async function holdersFor(
  db: Db,
  id: DeploymentKindId,
  limit: number,
): Promise<PrincipalId[]> {
  const rows = await grantsFor(db, id).select('principal_id').distinct().limit(limit).execute();
  return rows.map((row) => row.principal_id);
}
