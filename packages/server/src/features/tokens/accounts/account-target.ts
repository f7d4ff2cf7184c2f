import type { AnyId, AuditChange } from '@keywright/contract';
import type { Resource } from '../../../plane/decide.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below } from '../../../plane/tree/node.ts';
import type { Target } from '../../../request/operation.ts';
import type { Subject } from '../life/subject.ts';
import type { AccountRow, AccountTokenRow, Homed } from './queries.ts';

/** Where a token of an account is decided on: what is granted at the account's home, or above it, holds for it. */
export function tokenPlace(row: Homed): Resource {
  return below({ ...row, id: row.home_id }, 'service_account_token');
}

/** The account whose tokens are asked about. */
export function accountTarget(row: AccountRow, { principal }: Caller): Target<AccountRow> {
  return {
    row,
    resource: tokenPlace(row),
    owner: row.id,
    visible: principal.id === row.id || 'service_account.read',
  };
}

/** One of its tokens. Its own bearers see it, and others with it that are of the same account. */
export function accountTokenTarget(
  row: AccountTokenRow,
  { principal }: Caller,
): Target<AccountTokenRow> {
  return {
    row,
    resource: tokenPlace(row),
    owner: row.service_account_id,
    credential: row.id,
    visible: principal.id === row.service_account_id || 'service_account_token.read',
  };
}

/** Some things any token does to itself, and to the others of its account who holds the permission. */
export function onlyItself(
  target: Target<AccountTokenRow>,
  { credential }: Caller,
): Target<AccountTokenRow> {
  if (credential.id === target.row.id) return target;
  const { owner: _, ...ofOthers } = target;
  return ofOthers;
}

/** The same, as what gets a new secret. */
export function subjectOf(row: AccountTokenRow): Subject {
  return { ...row, owner: { kind: 'service_account', id: row.service_account_id } };
}

/** How the record names a token of an account. */
export function auditTarget(row: { id: AnyId; name: string }) {
  return {
    kind: 'service_account_token',
    id: row.id,
    name: row.name,
  } as const satisfies AuditChange['target'];
}

export function ownerDetails(row: Pick<AccountTokenRow, 'service_account_id' | 'owner_name'>) {
  return { owner_id: row.service_account_id, owner_name: row.owner_name };
}
