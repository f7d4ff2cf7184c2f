import type { PrincipalId, ResourceId, ResourceType } from '@keywright/contract';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

/** A node that can be deleted: the column of its type holds its id in its own row and in all below it. */
export type Root = Pick<NodeRow, 'id'> & { readonly type: 'organization' | 'project' | 'env' };

const columnOf = (root: Root) => `resources.${root.type}_id` as const;

function within(db: Db, root: Root) {
  return db.selectFrom('resources').where(columnOf(root), '=', root.id);
}

/** The node itself and all below it, by type. */
export function countWithin(db: Db, root: Root): Promise<{ type: ResourceType; count: number }[]> {
  return within(db, root)
    .select((eb) => ['type', eb.fn.countAll<number>().as('count')])
    .groupBy('type')
    .orderBy('type')
    .execute();
}

/** Some of them, by type and name. */
export function examplesWithin(db: Db, root: Root, limit: number) {
  return within(db, root)
    .select(['id', 'type', 'name'])
    .orderBy('type')
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Custom roles at home at the node or below it. */
export async function countRolesWithin(db: Db, root: Root): Promise<number> {
  const row = await within(db, root)
    .innerJoin('roles', 'roles.home_id', 'resources.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function grantsWithin(db: Db, root: Root) {
  switch (root.type) {
    case 'organization':
    case 'project':
      return db.selectFrom('grants').where(`grants.${root.type}_id`, '=', root.id);
    case 'env':
      return db
        .selectFrom('grants')
        .where('grants.resource_id', 'in', within(db, root).select('resources.id'));
    default:
      throw root.type satisfies never;
  }
}

/** Grants on the node or below it. */
export async function countGrantsWithin(db: Db, root: Root): Promise<number> {
  const row = await grantsWithin(db, root)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Who holds these grants; at most so many. */
export async function holdersWithin(db: Db, root: Root, limit: number): Promise<PrincipalId[]> {
  const rows = await grantsWithin(db, root)
    .select('grants.principal_id')
    .distinct()
    .limit(limit)
    .execute();
  return rows.map((row) => row.principal_id);
}

/**
 * Keeps the node and all below it for the one that deletes them: others may hold a node below without having looked
 * above it. In the order they came: what stands below another is younger.
 */
export async function lockWithin(tx: Tx, root: Root): Promise<void> {
  await tx
    .selectFrom('resources')
    .select('id')
    .where(columnOf(root), '=', root.id)
    .orderBy('seq')
    .forUpdate()
    .execute();
}

/** Deletes a node; the database takes all with it that stands below it or hangs on it. */
export async function deleteNode(tx: Tx, id: ResourceId): Promise<void> {
  await tx.deleteFrom('resources').where('id', '=', id).execute();
}
