import type { PrincipalId, TokenAccess } from '@keywright/contract';
import { tokenState } from '../../plane/token-state.ts';
import { lastUse } from '../../request/last-use.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { TokenText } from './token-text.ts';

interface AnyTokenRow extends TokenText {
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly access: TokenAccess;
  readonly num_scopes: number | null;
  readonly issued_at: number;
  readonly updated_at: number;
  readonly old_secret_ends_at: number | null;
  readonly created_by_id: PrincipalId | null;
  readonly created_by_name: string;
  readonly last_used_at: number | null;
  readonly address: string | null;
  readonly user_agent: string | null;
}

/** What the wire shows of a token, whoever it is of. */
export function tokenFields(row: AnyTokenRow, now: number) {
  const state = tokenState(row, now);
  const { old_secret_ends_at: oldEnds } = row;
  const isRotating = state === 'active' && oldEnds !== null && oldEnds > now;
  return {
    created_at: wireTime(row.created_at),
    name: row.name,
    description: row.description,
    state,
    access: row.access,
    num_scopes: row.num_scopes ?? 0,
    issued_at: wireTime(row.issued_at),
    updated_at: wireTime(row.updated_at),
    rotation_ends_at: wireTimeOrNull(isRotating ? oldEnds : null),
    expires_at: wireTimeOrNull(row.expires_at),
    revoked_at: wireTimeOrNull(row.revoked_at),
    created_by: { id: row.created_by_id, name: row.created_by_name },
    last_used: lastUse(row),
  };
}
