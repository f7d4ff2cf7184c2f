import type { Grant, PrincipalRef, ResourceRef } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { type PathNames, placeOf, readPathNames } from '../../../plane/tree/node.ts';
import { wireTime, wireTimeOrNull } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import type { GrantRow } from './queries.ts';

/** The resource of a grant, as the tree has it. */
export const nodeOf = (row: GrantRow) => ({
  id: row.resource_id,
  type: row.resource_type,
  name: row.resource_name,
  organization_id: row.organization_id,
  project_id: row.project_id,
  env_id: row.env_id,
  kind_id: row.resource_kind_id,
});

export const placeOfGrant = (row: GrantRow) => placeOf(nodeOf(row));

export function principalOf(row: GrantRow): PrincipalRef {
  return { kind: row.principal_kind, id: row.principal_id, name: row.principal_name };
}

export const hasEnded = (row: Pick<GrantRow, 'ends_at'>, now: number): boolean =>
  row.ends_at !== null && row.ends_at <= now;

/** Grants as the wire shows them to this caller: five statements at most, however many they are. */
export async function presentGrants(
  db: Db,
  plane: Plane,
  caller: Caller,
  rows: readonly GrantRow[],
  now: number,
): Promise<Grant[]> {
  const names = await readPathNames(db, rows.map(nodeOf));
  const sets = await permissionSets(
    db,
    rows.map((row) => row.set_id),
  );
  const rights = await plane.rights(db, caller, rows.map(placeOfGrant));
  const shown = { names, rights, now };
  return rows.map((row) => presentGrant(row, [...(sets.get(row.set_id) ?? [])].sort(), shown));
}

interface Shown {
  readonly names: PathNames;
  readonly rights: Rights;
  readonly now: number;
}

function presentGrant(row: GrantRow, permissions: string[], { names, rights, now }: Shown): Grant {
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    principal: principalOf(row),
    role: roleOf(row),
    permissions,
    resource: refOfGrant(row),
    path: names.above(nodeOf(row)),
    deployment_kind: kindOf(row),
    ends_at: wireTimeOrNull(row.ends_at),
    state: hasEnded(row, now) ? 'ended' : 'active',
    created_by: { id: row.created_by_id, name: row.created_by_name },
    abilities: rights.may('grant.delete', placeOfGrant(row)) ? ['delete'] : [],
  };
}

function roleOf(row: GrantRow): Grant['role'] {
  if (row.role_id === null) return null;
  const kind = row.role_home_id === null ? 'built_in' : 'custom';
  return { id: row.role_id, name: row.role_name ?? '', kind };
}

function refOfGrant(row: GrantRow): ResourceRef {
  return { type: row.resource_type, id: row.resource_id, name: row.resource_name };
}

function kindOf(row: GrantRow): Grant['deployment_kind'] {
  return row.kind_id === null ? null : { id: row.kind_id, name: row.kind_name ?? '' };
}
