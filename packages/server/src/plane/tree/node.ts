import {
  type EntityType,
  type ResourceId,
  type ResourceRef,
  type ResourceType,
  siteId,
} from '@keywright/contract';
import type { Db } from '../../storage/storage.ts';
import type { Resource } from '../decide.ts';
import { type NodeRow, readNodes } from './queries.ts';

/** Where a node stands, as its row tells: the ancestor columns hold the node's own id too. */
export interface Standing {
  readonly id: ResourceId;
  readonly organization_id: ResourceId | null;
  readonly project_id: ResourceId | null;
  readonly env_id: ResourceId | null;
}

/** The ids from the site down to the node itself. */
export function pathOf(row: Standing): ResourceId[] {
  const ids = [siteId, row.organization_id, row.project_id, row.env_id, row.id];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** A node of the tree as decisions see it. */
export function placeOf(row: Standing & Pick<NodeRow, 'type' | 'kind_id'>): Resource {
  return { type: row.type, id: row.id, path: pathOf(row), kindId: row.kind_id };
}

/** What is about to stand below this node, or belongs to it without being a node itself. */
export function below(
  row: Standing & Pick<NodeRow, 'kind_id'>,
  type: EntityType | ResourceType,
): Resource {
  return { type, id: null, path: pathOf(row), kindId: row.kind_id };
}

export function refOf(row: Pick<NodeRow, 'type' | 'id' | 'name'>): ResourceRef {
  return { type: row.type, id: row.id, name: row.name };
}

/** The names along paths. */
export interface PathNames {
  ref(id: ResourceId): ResourceRef;
  /** What stands above a node, from the organization down, without the site. */
  above(row: Standing): ResourceRef[];
}

/** Reads the names of all that is on the paths of these nodes, by one statement. */
export async function readPathNames(db: Db, rows: readonly Standing[]): Promise<PathNames> {
  const ids = [...new Set(rows.flatMap(pathOf))];
  const nodes = await readNodes(db, ids);
  const refs = new Map(nodes.map((node) => [node.id, refOf(node)]));
  const ref = (id: ResourceId): ResourceRef => {
    const found = refs.get(id);
    if (!found) throw new Error('A node of the tree stands below one that is not there.');
    return found;
  };
  return {
    ref,
    above: (row) =>
      pathOf(row)
        .filter((id) => id !== siteId && id !== row.id)
        .map(ref),
  };
}
