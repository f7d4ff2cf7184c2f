import type { EntityTypeId, RegisteredType } from '@keywright/contract';
import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../../storage/storage.ts';

const columns = ['id', 'type', 'title', 'description', 'operations'] as const;

/** All that the site registered, by their words. */
export function readTypes(db: Db) {
  return db.selectFrom('entity_types').select(columns).orderBy('type').execute();
}

export type TypeRow = Awaited<ReturnType<typeof readTypes>>[number];

/** One, kept for this change alone: who names it in a role, grant, scope or entity waits. */
export function lockType(tx: Tx, id: EntityTypeId): Promise<TypeRow | undefined> {
  return tx
    .selectFrom('entity_types')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function countTypes(db: Db): Promise<number> {
  const row = await db
    .selectFrom('entity_types')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Adds one; false where there is one of that word. Of two at once the index lets one in. */
export async function insertType(
  tx: Tx,
  row: TypeRow & { readonly created_at: number },
): Promise<boolean> {
  const added = await tx
    .insertInto('entity_types')
    .values(row)
    .onConflict((conflict) => conflict.column('type').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function setType(
  tx: Tx,
  id: EntityTypeId,
  to: Pick<TypeRow, 'title' | 'description' | 'operations'>,
): Promise<void> {
  await tx.updateTable('entity_types').set(to).where('id', '=', id).execute();
}

export async function deleteType(tx: Tx, id: EntityTypeId): Promise<void> {
  await tx.deleteFrom('entity_types').where('id', '=', id).execute();
}

/** How many entities there are of a type. */
export async function countEntities(db: Db, type: RegisteredType): Promise<number> {
  const row = await db
    .selectFrom('resource_counts')
    .select((eb) => eb.cast<number | null>(eb.fn.sum('resources'), 'bigint').as('count'))
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  return row.count ?? 0;
}

/** How many custom roles name one of these permissions. */
export async function countRoles(db: Db, permissions: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('set_permissions')
    .innerJoin('roles', 'roles.id', 'set_permissions.set_id')
    .select((eb) => eb.fn.count<number>('roles.id').distinct().as('count'))
    .where('set_permissions.permission', 'in', permissions)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many grants name one of them in a list of their own. */
export async function countBareGrants(db: Db, permissions: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('set_permissions')
    .innerJoin('grants', 'grants.id', 'set_permissions.set_id')
    .select((eb) => eb.fn.count<number>('grants.id').distinct().as('count'))
    .where('set_permissions.permission', 'in', permissions)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many scopes name one of them, of tokens that are not deleted: those come back no more. */
export async function countScopes(db: Db, permissions: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('token_scopes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('token_scopes.permission', 'in', permissions)
    .where(
      sql<SqlBool>`(select deleted_at from tokens where tokens.id = token_scopes.token_id) is null`,
    )
    .executeTakeFirstOrThrow();
  return row.count;
}
