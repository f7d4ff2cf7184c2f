import type { ResourceId } from '@keywright/contract';
import { pathOf } from '../../plane/tree/node.ts';
import { holdNode, lockNode, type NodeRow, readNode } from '../../plane/tree/queries.ts';
import type { Tx } from '../../storage/storage.ts';

/**
 * How many of the path's last nodes are for this change alone; those above are shared. `0`: something is made below
 * it. `1`: it is deleted. `2`: it is renamed, and until then nobody may take that name beside it.
 */
type Alone = 0 | 1 | 2;

/**
 * Keeps a node and all above it as they are until the transaction ends; undefined: it is not there. From the top down,
 * as everybody does, so that two changes wait for each other and do not deadlock.
 */
export async function lockPath(tx: Tx, id: ResourceId, alone: Alone): Promise<NodeRow | undefined> {
  const seen = await readNode(tx, id);
  if (!seen) return undefined;
  const path = pathOf(seen);
  let row: NodeRow | undefined;
  for (const [at, one] of path.entries()) {
    const isAlone = at >= path.length - alone;
    // The site is neither moved nor deleted.
    if (at === 0 && !isAlone && path.length > 1) continue;
    row = await (isAlone ? lockNode(tx, one) : holdNode(tx, one));
    if (!row) return undefined;
  }
  // It was moved between the look and the lock: what stands above it now is not held yet.
  return row?.organization_id === seen.organization_id ? row : lockPath(tx, id, alone);
}
