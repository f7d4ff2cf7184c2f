import type { ResourceId } from '@keywright/contract';
import { ofKind, type Resource } from '../../../plane/decide.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { refuseBeyond } from '../../../request/denial.ts';
import type { Tx } from '../../../storage/storage.ts';
import { setsHeldOn } from './queries.ts';

/** Nothing in a project is ever decided by these: they are about what stands above or beside it. */
const aboveProjects = /^(site|user|user_token|session|audit_event|organization|deployment_kind)\./;

interface Coming {
  readonly plane: Plane;
  readonly caller: Caller;
  /** The project, as it stands before the move. */
  readonly project: Resource;
  /** The organization it comes to. */
  readonly to: ResourceId;
  readonly now: number;
}

/**
 * Rejects unless the caller holds on the project all that the organization's own grants would give on it, for as long:
 * else who may only move a project could move it below an organization of theirs, and own it.
 */
export async function refuseGivingAway(
  tx: Tx,
  { plane, caller, project, to, now }: Coming,
): Promise<void> {
  const rights = await plane.rights(tx, caller, [project]);
  const held = await setsHeldOn(tx, to, now);
  const sets = await permissionSets(
    tx,
    held.map(({ set_id }) => set_id),
  );
  for (const { set_id, kind_id, ends_at } of held) {
    const there = kind_id === null ? project : ofKind(project, kind_id);
    const given = [...(sets.get(set_id) ?? [])].filter(
      (one) => one !== 'project.create' && !aboveProjects.test(one),
    );
    refuseBeyond(rights.beyond(given, there, ends_at));
  }
}
