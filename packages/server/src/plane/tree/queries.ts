import type { PrincipalId, ResourceId } from '@keywright/contract';
import type { Db, Tx } from '../../storage/storage.ts';

/** The columns of a node, named with their table. */
export const nodeColumns = [
  'resources.id',
  'resources.type',
  'resources.name',
  'resources.parent_id',
  'resources.organization_id',
  'resources.project_id',
  'resources.env_id',
  'resources.kind_id',
  'resources.created_at',
] as const;

export type NodeRow = NonNullable<Awaited<ReturnType<typeof readNode>>>;

/** A node of the tree, of any type. */
export function readNode(db: Db, id: ResourceId) {
  return db.selectFrom('resources').select(nodeColumns).where('id', '=', id).executeTakeFirst();
}

/** The same, kept from being moved or deleted until the transaction ends. */
export function holdNode(tx: Tx, id: ResourceId) {
  return tx
    .selectFrom('resources')
    .select(nodeColumns)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
}

/** The same, to change it or what hangs on it: others who do so wait. */
export function lockNode(tx: Tx, id: ResourceId) {
  return tx
    .selectFrom('resources')
    .select(nodeColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Those that are there, in no order. */
export async function readNodes(db: Db, ids: readonly ResourceId[]): Promise<NodeRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('resources').select(nodeColumns).where('id', 'in', ids).execute();
}

/** Who holds a grant on the node itself; at most so many. */
export async function holdersOn(db: Db, id: ResourceId, limit: number): Promise<PrincipalId[]> {
  const rows = await db
    .selectFrom('grants')
    .select('principal_id')
    .distinct()
    .where('resource_id', '=', id)
    .limit(limit)
    .execute();
  return rows.map((row) => row.principal_id);
}
