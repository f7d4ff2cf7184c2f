import { randomUUIDv7 } from 'node:crypto';
import type {
  AuditChange,
  DeploymentKindId,
  Grant,
  GrantId,
  Permission,
  PrincipalRef,
  ResourceId,
  RoleId,
} from '@keywright/contract';
import { ofKind } from '../../../plane/decide.ts';
import { isOfEntities } from '../../../plane/entity-types/known-types.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { pathOf, placeOf } from '../../../plane/tree/node.ts';
import { holdNode, type NodeRow } from '../../../plane/tree/queries.ts';
import { permit } from '../../../request/authorize.ts';
import { refuseBeyond } from '../../../request/denial.ts';
import { refuseUnknownPermissions } from '../../../request/known-permissions.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { auditGrant } from './audit-grant.ts';
import { nodeTarget } from './node-target.ts';
import { notThere } from './not-there.ts';
import { presentGrants } from './present-grant.ts';
import { insertGrants, insertList, readGrant } from './queries.ts';
import { alreadyGranted, makeRoom } from './twin.ts';
import { type Granted, whatIsGranted } from './what-is-granted.ts';

/** To whom: a row that the transaction holds. */
export type Grantee = PrincipalRef & {
  /** Where a service account is at home, a deployment its project: it holds rights inside alone. Null: a person. */
  readonly homeId: ResourceId | null;
};

/** A grant to be made: of exactly one of `roleId` and `permissions`. */
export interface GrantOrder {
  readonly principal: Grantee;
  readonly roleId?: RoleId | undefined;
  readonly permissions?: readonly Permission[] | undefined;
  readonly resourceId: ResourceId;
  /** Null, or left out: whatever the deployment kind. */
  readonly kindId?: DeploymentKindId | null | undefined;
  /** Milliseconds since 1970; null: never. */
  readonly endsAt: number | null;
  readonly now: number;
}

export interface AddedGrant {
  readonly grant: Grant;
  readonly audit: AuditChange;
}

/**
 * Grants something for the caller, who must hold `grant.create` there and all that is given, for as long. Throws
 * `not_found`, `forbidden`, `invalid_request` (naming the field), `conflict` and `beyond_own_rights`.
 */
export async function addGrant(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  order: GrantOrder,
): Promise<AddedGrant> {
  const node = await holdNode(tx, order.resourceId);
  // In the words of the refusal below: whether something is there that they may not see is not for them to know.
  if (!node) throw new Problem('not_found');
  await permit(plane, tx, { caller, target: nodeTarget(node), permission: 'grant.create' });
  return grantOn(tx, plane, caller, node, order);
}

/** The same on a node that is held, by who was found to hold `grant.create` on it. */
export async function grantOn(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  node: NodeRow,
  order: GrantOrder,
): Promise<AddedGrant> {
  const { principal, endsAt, now } = order;
  await refuseUnknownPermissions(tx, order.permissions ?? [], 'permissions');
  if (endsAt !== null && endsAt <= now) throw invalidField('ends_at', 'Must be a time to come.');
  refuseOutsideHome(principal, node);
  const kindId = await heldKind(tx, order.kindId ?? null);
  refuseOtherKind(kindId, node);
  const where = { node, ofKind: kindId !== null };
  const granted = await whatIsGranted(tx, plane, caller, order, where);
  await refuseGivingMore(tx, plane, caller, { node, kindId, endsAt, granted });

  const spot = { principalId: principal.id, resourceId: node.id, kindId };
  await makeRoom(tx, spot, granted, now);
  const id = randomUUIDv7() as GrantId;
  const { roleId, permissions } = granted;
  const createdBy = caller.principal;
  const [added] = await insertGrants(tx, [
    { id, principal, roleId, permissions, node, kindId, endsAt, createdAt: now, createdBy },
  ]);
  // Somebody gave the same at the same moment, and was quicker.
  if (added === undefined) throw alreadyGranted();
  if (roleId === null) await insertList(tx, id, [...permissions] as Permission[]);
  const row = await readGrant(tx, id);
  const [grant] = row ? await presentGrants(tx, plane, caller, [row], now) : [];
  if (!grant) throw new Problem('internal');
  return { grant, audit: auditGrant('grant.create', grant) };
}

function refuseOutsideHome({ kind, homeId }: Grantee, node: NodeRow): void {
  if (homeId === null || pathOf(node).includes(homeId)) return;
  throw invalidField(
    'resource_id',
    kind === 'deployment'
      ? 'A deployment holds rights only inside the project that it stands in.'
      : 'A service account holds rights only where it is at home and below: a project’s inside its project, an organization’s inside its organization.',
  );
}

async function heldKind(tx: Tx, kindId: DeploymentKindId | null): Promise<DeploymentKindId | null> {
  if (kindId === null) return null;
  const kind = await holdNode(tx, kindId);
  if (kind?.type !== 'deployment_kind') throw notThere('kind_id', 'deployment kind');
  return kindId;
}

/** Such a grant would never give anything. */
function refuseOtherKind(kindId: DeploymentKindId | null, { kind_id, type }: NodeRow): void {
  if (kindId === null) return;
  if (isOfEntities(type)) {
    throw invalidField('kind_id', 'Entities are of no deployment kind: leave it out.');
  }
  if (kind_id === null || kindId === kind_id) return;
  throw invalidField('kind_id', 'This deployment is of another kind: leave it out.');
}

interface Gift {
  readonly node: NodeRow;
  readonly kindId: DeploymentKindId | null;
  readonly endsAt: number | null;
  readonly granted: Granted;
}

async function refuseGivingMore(
  tx: Tx,
  plane: Plane,
  caller: Caller,
  { node, kindId, endsAt, granted }: Gift,
): Promise<void> {
  const place = placeOf(node);
  const rights = await plane.rights(tx, caller, [place]);
  const there = kindId === null ? place : ofKind(place, kindId);
  refuseBeyond(rights.beyond(granted.permissions, there, endsAt));
}
