import type { MoveEffect, OrganizationId, ProjectId, ResourceId } from '@keywright/contract';
import { refOf } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { grantsHeldOn } from './queries.ts';

/** The grants inside a project that go when it leaves an organization: how many, and some of them. */
export type LostByMove = (
  db: Db,
  project: { readonly id: ProjectId },
  left: OrganizationId,
) => Promise<MoveEffect['lost_grants']>;

/** Deletes these grants; returns how many there were. */
export type DropLostByMove = (
  tx: Tx,
  project: { readonly id: ProjectId },
  left: OrganizationId,
) => Promise<number>;

const mostShown = 50;

/** Who gains or loses by the move of a project from one organization to another. */
export async function moveEffect(
  db: Db,
  project: { readonly id: ProjectId },
  {
    from,
    to,
    lostByMove,
    now,
  }: { from: NodeRow; to: NodeRow; lostByMove: LostByMove; now: number },
): Promise<MoveEffect> {
  const ends = { dry_run: true, from: refOf(from), to: refOf(to) } as const;
  if (from.id === to.id) {
    return { ...ends, lost_grants: { count: 0, items: [] }, gains: [], loses: [] };
  }
  return {
    ...ends,
    lost_grants: await lostByMove(db, project, from.id as OrganizationId),
    gains: await holdersOn(db, to.id, now),
    loses: await holdersOn(db, from.id, now),
  };
}

async function holdersOn(db: Db, id: ResourceId, now: number): Promise<MoveEffect['gains']> {
  const grants = await grantsHeldOn(db, id, { now, limit: mostShown });
  return grants.map(({ role, ...principal }) => ({
    principal,
    role: role ?? 'A list of permissions',
  }));
}
