import type { PrincipalId, PrincipalRef } from '@keywright/contract';
import { accountState } from '../../../plane/account-state.ts';
import { isDeploymentActive } from '../../../plane/deployment-state.ts';
import type { PrincipalState } from '../../../plane/plane.ts';
import type { Db } from '../../../storage/storage.ts';
import { readAccounts, readDeployments, readPeople } from './queries.ts';

/** A principal by name, with what a decision about it needs. */
export type NamedHolder = PrincipalState & PrincipalRef & { readonly scopes: 'full' };

/** Those of these that are there, whichever kind they are; deleted service accounts are not. */
export async function readHolders(
  db: Db,
  ids: readonly PrincipalId[],
  now: number,
): Promise<Map<PrincipalId, NamedHolder>> {
  const people = await readPeople(db, ids);
  const accounts = await readAccounts(db, ids);
  const deployments = await readDeployments(db, ids);
  const holders: NamedHolder[] = [
    ...people.map((row) => ({
      kind: 'user' as const,
      id: row.id,
      name: row.name,
      isActive: row.is_active === 1,
      isAdmin: row.is_admin === 1,
      scopes: 'full' as const,
    })),
    ...accounts.map((row) => ({
      kind: 'service_account' as const,
      id: row.id,
      name: row.name,
      isActive: accountState(row, now) === 'enabled',
      isAdmin: false,
      scopes: 'full' as const,
    })),
    ...deployments.map((row) => ({
      kind: 'deployment' as const,
      id: row.id,
      name: row.name,
      isActive: isDeploymentActive(row),
      isAdmin: false,
      scopes: 'full' as const,
    })),
  ];
  return new Map(holders.map((holder) => [holder.id, holder]));
}

export const holderRef = ({ kind, id, name }: NamedHolder): PrincipalRef => ({ kind, id, name });
