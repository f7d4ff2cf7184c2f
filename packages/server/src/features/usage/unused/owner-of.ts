import type { PrincipalRef } from '@keywright/contract';
import type { UnusedScopeRow, UnusedTokenRow } from '../queries.ts';

/** Whose a token is: exactly one of the two. */
export function ownerOf(row: UnusedTokenRow | UnusedScopeRow): PrincipalRef {
  if (row.user_id !== null) {
    return { kind: 'user', id: row.user_id, name: row.display_name ?? '' };
  }
  if (row.service_account_id === null) throw new Error('A token of nobody.');
  return { kind: 'service_account', id: row.service_account_id, name: row.account_name ?? '' };
}
