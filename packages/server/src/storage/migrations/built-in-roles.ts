import { type BuiltInRole, builtInRoles } from '@keywright/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import { retryTransient } from '../handles.ts';
import { listBitsOf } from '../reach.ts';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { fold, siblingKey } from '../text-search.ts';

/**
 * Brings the rows of the built-in roles in step with this version of the program: grants refer to them. Writes nothing
 * where all is as it should be; servers that start at the same time do it once.
 */
export async function keepBuiltInRoles(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if ((await outdatedRoles(db)).length === 0) return;
  await retryTransient(() =>
    db.transaction().execute(async (trx) => {
      // SQLite's transactions exclude each other already. What another server wrote meanwhile is seen after this.
      if (engine === 'postgres') {
        await sql`lock table roles in share row exclusive mode`.execute(trx);
      }
      for (const role of await outdatedRoles(trx)) await writeRole(trx, role);
    }),
  );
}

async function outdatedRoles(db: Kysely<Schema>): Promise<BuiltInRole[]> {
  const roles = Object.values<BuiltInRole>(builtInRoles);
  const ids = roles.map(({ id }) => id);
  const rows = await db
    .selectFrom('roles')
    .select(['id', 'name', 'description'])
    .where('id', 'in', ids)
    .execute();
  const contained = await db
    .selectFrom('set_permissions')
    .select(['set_id', 'permission'])
    .where('set_id', 'in', ids)
    .execute();
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const permissionsOf = Map.groupBy(contained, ({ set_id }) => set_id);
  return roles.filter((role) => {
    const row = rowOf.get(role.id);
    if (row?.name !== role.name || row.description !== role.description) return true;
    const stored = new Set(permissionsOf.get(role.id)?.map(({ permission }) => permission));
    return stored.symmetricDifference(new Set<string>(role.permissions)).size > 0;
  });
}

async function writeRole(trx: Transaction<Schema>, role: BuiltInRole): Promise<void> {
  const text = {
    name: role.name,
    name_key: fold(role.name),
    sibling_key: siblingKey(role.name),
    description: role.description,
  };
  await trx
    .insertInto('roles')
    .values({ id: role.id, ...text, home_id: null, created_at: Date.now() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(text))
    .execute();
  await trx.deleteFrom('set_permissions').where('set_id', '=', role.id).execute();
  await trx
    .insertInto('set_permissions')
    .values(role.permissions.map((permission) => ({ set_id: role.id, permission })))
    .execute();
  const lists = listBitsOf(role.permissions);
  await trx
    .updateTable('grants')
    .set({ lists })
    .where('role_id', '=', role.id)
    .where('lists', '<>', lists)
    .execute();
}
