import type { AnyId, AuditChange, UserTokenId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Target } from '../../request/operation.ts';
import type { TokenRow } from './queries.ts';

export function tokenTarget(row: TokenRow) {
  return {
    row,
    resource: onSite('user_token', row.id as UserTokenId),
    owner: row.user_id,
  } as const satisfies Target<TokenRow>;
}

/** How the record names a token. */
export function auditTarget(row: { id: string; name: string }) {
  return {
    kind: 'user_token',
    id: row.id as AnyId,
    name: row.name,
  } as const satisfies AuditChange['target'];
}

export function ownerDetails(row: { user_id: string; owner_name: string }) {
  return { owner_id: row.user_id as AnyId, owner_name: row.owner_name };
}
