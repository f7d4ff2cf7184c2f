import type { AnyId } from '@keywright/contract';

/** How the record names a node. */
export function auditTarget<Kind extends string>(
  kind: Kind,
  row: { readonly id: AnyId; readonly name: string },
) {
  return { kind, id: row.id, name: row.name };
}

/** Where in the tree it happened, by the name that had then. */
export function placed(parent: { readonly id: AnyId; readonly name: string }) {
  return { parent_id: parent.id, parent_name: parent.name };
}
