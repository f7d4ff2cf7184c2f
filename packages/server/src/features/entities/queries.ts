import type { ResourceId } from '@keywright/contract';
import { type SqlBool, sql } from 'kysely';
import { nodeColumns } from '../../plane/tree/queries.ts';
import type { Db, Tx } from '../../storage/storage.ts';

/** Those of these that are entities, with the names of what they stand in; in no order. */
export async function readEntities(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('entities')
    .innerJoin('resources', 'resources.id', 'entities.entity_id')
    .innerJoin('resources as project', 'project.id', 'resources.project_id')
    .innerJoin('resources as organization', 'organization.id', 'resources.organization_id')
    .select(nodeColumns)
    .select([
      'entities.metadata',
      'entities.updated_at',
      'project.name as project_name',
      'organization.name as organization_name',
    ])
    .where('entities.entity_id', 'in', ids)
    .execute();
}

export type EntityRow = Awaited<ReturnType<typeof readEntities>>[number];

/** `metadata`: the text of a JSON object. */
export async function insertEntity(
  tx: Tx,
  id: ResourceId,
  of: { readonly metadata: string; readonly updatedAt: number },
): Promise<void> {
  await tx
    .insertInto('entities')
    .values({ entity_id: id, metadata: of.metadata, updated_at: of.updatedAt })
    .execute();
}

export async function setEntity(
  tx: Tx,
  id: ResourceId,
  to: { readonly metadata: string; readonly updatedAt: number },
): Promise<void> {
  await tx
    .updateTable('entities')
    .set({ metadata: to.metadata, updated_at: to.updatedAt })
    .where('entity_id', '=', id)
    .execute();
}

/** How many grants stand on it, ended ones too. */
export async function countGrantsOn(db: Db, id: ResourceId): Promise<number> {
  const row = await db
    .selectFrom('grants')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('resource_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many scopes name it, of tokens that are not deleted: those come back no more. */
export async function countScopesOn(db: Db, id: ResourceId): Promise<number> {
  const row = await db
    .selectFrom('token_scopes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('token_scopes.target_id', '=', id)
    .where(
      sql<SqlBool>`(select deleted_at from tokens where tokens.id = token_scopes.token_id) is null`,
    )
    .executeTakeFirstOrThrow();
  return row.count;
}
