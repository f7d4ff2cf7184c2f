import type { DeploymentId, DeploymentKindId, PrincipalId, ResourceId } from '@keywright/contract';
import type { Place } from '../../../plane/allowed.ts';
import { ofKind } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { type NodeRow, readNode } from '../../../plane/tree/queries.ts';
import { permit } from '../../../request/authorize.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import { type NamedHolder, readHolders } from '../holders/named-holder.ts';
import { seesResource } from '../sees-resource.ts';

/** What is asked about: a node, and as which deployment kind it is looked at. */
export interface AskedNode {
  readonly node: NodeRow;
  readonly place: Place;
}

/** Throws `not_found`. That the kind is one is for `refuseNoKind` to say, to who may know of the node. */
export async function askedNode(
  db: Db,
  id: ResourceId,
  kindId: DeploymentKindId | undefined,
): Promise<AskedNode> {
  const node = await readNode(db, id);
  if (!node) throw new Problem('not_found');
  const place = placeOf(node);
  return { node, place: kindId === undefined ? place : ofKind(place, kindId) };
}

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
}

/** Rejects with 404 unless the caller may know of the node. */
export async function refuseUnseen(
  db: Db,
  { plane, caller }: Asking,
  { node, place }: AskedNode,
): Promise<void> {
  if (await seesResource(db, plane, caller, node, place)) return;
  throw new Problem('not_found');
}

/** Rejects unless the caller may see who else holds what there. */
export async function refuseCurious(
  db: Db,
  { plane, caller }: Asking,
  asked: AskedNode,
): Promise<void> {
  const { node, place } = asked;
  const visible = await seesResource(db, plane, caller, node, place);
  const target = { row: node, resource: placeOf(node), visible };
  await permit(plane, db, { caller, target, permission: 'grant.list' });
}

/**
 * Throws `invalid_request` where what is asked about as a deployment kind is none. After the node was found to be the
 * caller's to see: else a wrong kind would tell a hidden node from one that is not there.
 */
export async function refuseNoKind(db: Db, kindId: DeploymentKindId | undefined): Promise<void> {
  if (kindId === undefined) return;
  const kind = await readNode(db, kindId);
  if (kind?.type === 'deployment_kind') return;
  throw invalidField('kind', 'There is no such deployment kind.');
}

/** The principal by that id; 404: there is none, or it was deleted, or is not for the caller to know of. */
export async function askedHolder(
  db: Db,
  asking: Asking,
  id: PrincipalId,
  now: number,
): Promise<NamedHolder> {
  const holder = (await readHolders(db, [id], now)).get(id);
  if (holder && (await isKnown(db, asking, holder))) return holder;
  throw new Problem('not_found', {
    message: 'principal: There is no such person, service account or deployment.',
  });
}

/** Names of people and accounts are to be looked up; of deployments, by who holds anything there. */
async function isKnown(
  db: Db,
  { plane, caller }: Asking,
  { kind, id }: NamedHolder,
): Promise<boolean> {
  if (kind !== 'deployment' || id === caller.principal.id) return true;
  const node = await readNode(db, id as DeploymentId);
  return node !== undefined && seesResource(db, plane, caller, node);
}
