import type { Permission, PrincipalId, RoleEffect, RoleId } from '@keywright/contract';
import { allowed, type HeldGrant } from '../../../plane/allowed.ts';
import { ofKind } from '../../../plane/decide.ts';
import { pathOf, placeOf, refOf } from '../../../plane/tree/node.ts';
import type { Tx } from '../../../storage/storage.ts';
import { countGrantsByRole } from '../grants/role-grants.ts';
import { type GrantOfRole, heldBySeveral } from '../holders/held-by-several.ts';
import { holderRef, type NamedHolder, readHolders } from '../holders/named-holder.ts';
import type { GrantOnNode } from './queries.ts';
import { roleGrantBatches } from './role-grant-batches.ts';

const mostItems = 100;

interface Change {
  readonly roleId: RoleId;
  /** What the role's grants give now, and would give. */
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Who would hold more or less on the resources where the role is granted, counting all else they hold there: decided
 * as any request is, once with the role as it is and once as it would be. In constant memory.
 */
export async function roleEffect(tx: Tx, change: Change): Promise<RoleEffect> {
  const { roleId } = change;
  const counts = await countGrantsByRole(tx, [roleId]);
  const items: RoleEffect['items'] = [];
  let numChanged = 0;
  let last: PrincipalId | undefined;
  for await (const grants of roleGrantBatches(tx, roleId)) {
    for (const effect of await effectsOf(tx, grants, change)) {
      if (effect.principal.id !== last) numChanged++;
      last = effect.principal.id;
      addTo(items, effect);
    }
  }
  return {
    dry_run: true,
    num_grants: counts.get(roleId) ?? 0,
    num_changed: numChanged,
    items,
  };
}

type Effect = RoleEffect['items'][number];

/** Grants for several deployment kinds on one resource are one line. */
function addTo(items: Effect[], effect: Effect): void {
  const same = items.find(
    (item) => item.principal.id === effect.principal.id && item.resource.id === effect.resource.id,
  );
  if (same) {
    same.gains = [...new Set([...same.gains, ...effect.gains])].sort();
    same.loses = [...new Set([...same.loses, ...effect.loses])].sort();
  } else if (items.length < mostItems) items.push(effect);
}

async function effectsOf(
  tx: Tx,
  grants: readonly GrantOnNode[],
  change: Change,
): Promise<Effect[]> {
  const principals = [...new Set(grants.map((grant) => grant.principal_id))];
  const holders = await readHolders(tx, principals, change.now);
  const held = await heldBySeveral(tx, principals, [...new Set(grants.flatMap(pathOf))]);
  return grants.flatMap((grant) => {
    const holder = holders.get(grant.principal_id);
    if (!holder) return [];
    const effect = effectAt(holder, held.get(holder.id) ?? [], grant, change);
    return effect.gains.length + effect.loses.length === 0 ? [] : [effect];
  });
}

function effectAt(
  holder: NamedHolder,
  held: readonly GrantOfRole[],
  grant: GrantOnNode,
  { roleId, before, after, now }: Change,
): Effect {
  const place = grant.granted_kind_id
    ? ofKind(placeOf(grant), grant.granted_kind_id)
    : placeOf(grant);
  const would = held.map(
    (one): HeldGrant => (one.roleId === roleId ? { ...one, permissions: after } : one),
  );
  const differs = before.symmetricDifference(after);
  const gains: Permission[] = [];
  const loses: Permission[] = [];
  for (const permission of differs as ReadonlySet<Permission>) {
    const had = allowed(holder, held, permission, place, now);
    const has = allowed(holder, would, permission, place, now);
    if (has && !had) gains.push(permission);
    if (had && !has) loses.push(permission);
  }
  return {
    principal: holderRef(holder),
    resource: refOf(grant),
    gains: gains.sort(),
    loses: loses.sort(),
  };
}
