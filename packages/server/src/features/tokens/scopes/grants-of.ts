import type { PrincipalId, ResourceId } from '@keywright/contract';
import { permissionSets } from '../../../plane/held-grants.ts';
import type { Db } from '../../../storage/storage.ts';
import { lastingGrants } from './queries.ts';

/** An unexpired grant: where it stands (what is above it, as far as projects, and the node itself), and what it gives. */
export interface LastingGrant {
  readonly path: readonly ResourceId[];
  readonly permissions: ReadonlySet<string>;
}

/** All unexpired grants of a principal, of whatever deployment kind; read once, and only where somebody asks. */
export type GrantsOf = (principalId: PrincipalId) => Promise<readonly LastingGrant[]>;

export function lastingGrantsOf(db: Db, now: number): GrantsOf {
  const known = new Map<PrincipalId, Promise<readonly LastingGrant[]>>();
  return (principalId) => {
    const found = known.get(principalId) ?? load(db, principalId, now);
    known.set(principalId, found);
    return found;
  };
}

async function load(db: Db, principalId: PrincipalId, now: number): Promise<LastingGrant[]> {
  const rows = await lastingGrants(db, principalId, now);
  const sets = await permissionSets(
    db,
    rows.map((row) => row.set_id),
  );
  return rows.map((row) => ({
    path: [row.organization_id, row.project_id, row.resource_id].filter((id) => id !== null),
    permissions: sets.get(row.set_id) ?? new Set(),
  }));
}
