import { placeOf } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import type { Target } from '../../../request/operation.ts';

/** A node as the target of what hangs on it: who may read it hears what they are missing. */
export function nodeTarget(node: NodeRow): Target<NodeRow> {
  // Everybody knows of the site.
  return {
    row: node,
    resource: placeOf(node),
    visible: node.type === 'site' || `${node.type}.read`,
  };
}
