import type { DeploymentId, DeploymentKindId, PrincipalId, ResourceId } from '@keywright/contract';
import type { Plane, PrincipalState } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { StatementKey } from '../../plane/statement-key.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import type { Db, Storage, Tx } from '../../storage/storage.ts';

export interface DeploymentNeeds extends HandedIn {
  readonly plane: Plane;
  readonly storage: Storage;
  /** What people open, without a final slash. */
  readonly siteUrl: string;
  readonly statementKey: StatementKey;
  /** Milliseconds since 1970: for what waits, which is later when it goes on. */
  readonly clock: () => number;
}

/** What deployments need of the tree and of grants, which others own. */
interface HandedIn {
  /**
   * Keeps a node and all above it as they are until the transaction ends; with 1, the node itself for this change alone,
   * with 2, its parent too. Undefined: it is not there.
   */
  readonly lockPath: (tx: Tx, id: ResourceId, alone: 0 | 1 | 2) => Promise<NodeRow | undefined>;
  /** Adds the node of a deployment. `conflict` where its name is taken among those of its kind in the env. */
  readonly addNode: (tx: Tx, node: NewDeploymentNode) => Promise<void>;
  /** Renames it; false where it has that name already. `conflict` where that is taken. */
  readonly renameNode: (tx: Tx, row: NodeRow, name: string) => Promise<boolean>;
  /** Removes the node, and by the database all that hangs on it, grants on it included. */
  readonly deleteNode: (tx: Tx, id: ResourceId) => Promise<void>;
  /** Removes all grants to a principal; returns how many there were. */
  readonly removeGrantsOf: (tx: Tx, id: PrincipalId) => Promise<number>;
  /** How many grants there are on a resource itself, and to a principal. */
  readonly countGrantsAbout: (db: Db, id: DeploymentId) => Promise<number>;
  /** A principal as far as its rights go; undefined: it is gone. */
  readonly readHolder: (
    db: Db,
    id: PrincipalId,
    now: number,
  ) => Promise<PrincipalState | undefined>;
  /** Whether somebody may know of kinds and charts. */
  readonly seesKinds: (db: Db, caller: Caller, now: number) => Promise<boolean>;
}

export interface NewDeploymentNode {
  readonly id: DeploymentId;
  readonly type: 'deployment';
  readonly name: string;
  readonly parentId: ResourceId;
  readonly organizationId: ResourceId | null;
  readonly projectId: ResourceId | null;
  readonly envId: ResourceId | null;
  readonly kindId: DeploymentKindId;
  readonly createdAt: number;
}
