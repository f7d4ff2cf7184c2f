import type {
  AuditChange,
  DeploymentKindId,
  Grant,
  GrantId,
  PageRequest,
  Permission,
  PrincipalId,
  RoleId,
} from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { type AddedGrant, grantOn } from './add-grant.ts';
import { takeBack } from './delete-grant.ts';
import { holdGrantee } from './grantee.ts';
import { findGrants } from './lists/find-grants.ts';
import { presentGrants } from './present-grant.ts';
import { lockGrant } from './queries.ts';

/** Of exactly one of `roleId` and `permissions`. */
interface Order {
  readonly principalId: PrincipalId;
  readonly roleId: RoleId | undefined;
  readonly permissions: readonly Permission[] | undefined;
  /** Null, or left out: whatever the deployment kind. */
  readonly kindId?: DeploymentKindId | null | undefined;
  /** Milliseconds since 1970; null: never. */
  readonly endsAt: number | null;
  readonly now: number;
}

/** Grants something on a node that is held, by who was found to be allowed to give there. Throws as `addGrant` does. */
export async function grantOnNode(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  node: NodeRow,
  { principalId, ...order }: Order,
): Promise<AddedGrant> {
  // No index tells two equal lists: who gives one waits for who gives another to the same.
  const hold = order.permissions === undefined ? 'shared' : 'alone';
  const principal = await holdGrantee(tx, { plane, caller }, principalId, hold);
  return grantOn(tx, plane, caller, node, { ...order, principal, resourceId: node.id });
}

/** Takes back a grant that stands on this very node, which is locked. Undefined: there is none of that id on it. */
export async function takeBackOnNode(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  node: NodeRow,
  { id, now }: { readonly id: GrantId; readonly now: number },
): Promise<AuditChange | undefined> {
  const row = await lockGrant(tx, id);
  if (row?.resource_id !== node.id) return undefined;
  return (await takeBack(tx, plane, caller, row, now)).audit;
}

/** A page of the unexpired grants that stand on this very node, newest first, for who may know of them all. */
export async function grantsOnNode(
  db: Db,
  plane: Plane,
  asked: { readonly caller: Caller; readonly query: PageRequest; readonly now: number },
  node: NodeRow,
): Promise<{ grants: Grant[]; total: number }> {
  const { rows, total } = await findGrants(db, asked, {
    filters: { resourceIds: [node.id], state: 'active' },
    reach: { kind: 'everything' },
  });
  return { grants: await presentGrants(db, plane, asked.caller, rows, asked.now), total };
}
