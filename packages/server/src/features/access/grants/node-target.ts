import { placeOf } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import { nodeSight } from '../../../request/node-sight.ts';
import type { Target } from '../../../request/operation.ts';

/** A node as the target of what hangs on it: who may read it hears what they are missing. */
export function nodeTarget(node: NodeRow): Target<NodeRow> {
  return {
    row: node,
    resource: placeOf(node),
    visible: nodeSight(node),
  };
}
