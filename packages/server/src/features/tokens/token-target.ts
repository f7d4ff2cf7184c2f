import type { AuditChange } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Target } from '../../request/operation.ts';
import type { Subject } from './life/subject.ts';
import type { TokenRow } from './queries.ts';

export function tokenTarget(row: TokenRow) {
  return {
    row,
    resource: onSite('user_token', row.id),
    owner: row.user_id,
    credential: row.id,
  } as const satisfies Target<TokenRow>;
}

/** The same, as what gets a new secret. */
export function subjectOf(row: TokenRow): Subject {
  return { ...row, owner: { kind: 'user', id: row.user_id } };
}

/** How the record names a token. */
export function auditTarget(row: Pick<TokenRow, 'id' | 'name'>) {
  return {
    kind: 'user_token',
    id: row.id,
    name: row.name,
  } as const satisfies AuditChange['target'];
}

export function ownerDetails(row: Pick<TokenRow, 'user_id' | 'owner_name'>) {
  return { owner_id: row.user_id, owner_name: row.owner_name };
}
