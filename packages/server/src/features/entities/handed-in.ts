import type {
  AuditChange,
  Grant,
  GrantId,
  PageRequest,
  Permission,
  PrincipalId,
  ProjectId,
  ResourceId,
  ResourceType,
  RoleId,
} from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import type { Db, Tx } from '../../storage/storage.ts';

export interface EntityNeeds extends SharingNeeds {
  readonly plane: Plane;
  /**
   * Keeps a node and all above it as they are until the transaction ends; with 1, the node itself for this change alone,
   * with 2, its parent too. Undefined: it is not there.
   */
  readonly lockPath: (tx: Tx, id: ResourceId, alone: 0 | 1 | 2) => Promise<NodeRow | undefined>;
  /** Adds the node of an entity. `conflict` where its name is taken among those of its type in the project. */
  readonly addNode: (tx: Tx, node: NewEntityNode) => Promise<void>;
  /** Renames it; false where it has that name already. `conflict` where that is taken. */
  readonly renameNode: (tx: Tx, row: NodeRow, name: string) => Promise<boolean>;
  /** Removes the node, and by the database all that hangs on it: grants on it, and scopes that name it. */
  readonly deleteNode: (tx: Tx, id: ResourceId) => Promise<void>;
}

/** What shares need of grants, which others own. */
interface SharingNeeds {
  /**
   * Grants something on a node that is held, for who may share it. Throws `not_found`, `invalid_request` (naming the
   * field), `conflict` and `beyond_own_rights`.
   */
  readonly grantOn: (
    tx: Tx,
    caller: Caller,
    node: NodeRow,
    order: ShareOrder,
  ) => Promise<{ grant: Grant; audit: AuditChange }>;
  /** Takes back a grant that stands on this node, which is locked; undefined: there is none of that id on it. */
  readonly takeBackOn: (
    tx: Tx,
    caller: Caller,
    node: NodeRow,
    taken: { readonly id: GrantId; readonly now: number },
  ) => Promise<AuditChange | undefined>;
  /** A page of the unexpired grants that stand on a node, newest first, for who may know of them all. */
  readonly grantsOn: (
    db: Db,
    asked: { readonly caller: Caller; readonly query: PageRequest; readonly now: number },
    node: NodeRow,
  ) => Promise<{ grants: Grant[]; total: number }>;
}

/** Of exactly one of `roleId` and `permissions`. */
export interface ShareOrder {
  readonly principalId: PrincipalId;
  readonly roleId: RoleId | undefined;
  readonly permissions: readonly Permission[] | undefined;
  /** Milliseconds since 1970; null: never. */
  readonly endsAt: number | null;
  readonly now: number;
}

export interface NewEntityNode {
  readonly id: ResourceId;
  readonly type: Exclude<ResourceType, 'site'>;
  readonly name: string;
  readonly parentId: ResourceId;
  readonly organizationId: ResourceId | null;
  readonly projectId: ProjectId;
  readonly envId: null;
  readonly createdAt: number;
}
