import type { UserToken } from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import { tokenState } from '../../plane/token-state.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { TokenRow } from './queries.ts';
import { tokenTarget } from './token-target.ts';

/** A token as the wire shows it to this caller. */
export function presentToken(
  rights: Rights,
  caller: Caller,
  row: TokenRow,
  now: number,
): UserToken {
  const state = tokenState(row, now);
  return {
    id: row.id,
    user_id: row.user_id,
    created_at: wireTime(row.created_at),
    name: row.name,
    description: row.description,
    state,
    expires_at: wireTimeOrNull(row.expires_at),
    revoked_at: wireTimeOrNull(row.revoked_at),
    created_by: { id: row.created_by_id, name: row.created_by_name },
    last_used:
      row.last_used_at === null
        ? null
        : { at: wireTime(row.last_used_at), address: row.address, user_agent: row.user_agent },
    abilities: abilitiesOver(rights, caller, row, state),
  };
}

function abilitiesOver(
  rights: Rights,
  caller: Caller,
  row: TokenRow,
  state: UserToken['state'],
): UserToken['abilities'] {
  const { resource, owner } = tokenTarget(row);
  const isOwn = owner === caller.principal.id;
  const abilities: UserToken['abilities'] = [];
  if (isOwn || rights.may('user_token.update', resource)) abilities.push('update');
  if (state !== 'revoked' && (isOwn || rights.may('user_token.revoke', resource))) {
    abilities.push('revoke');
  }
  if (isOwn || rights.may('user_token.delete', resource)) abilities.push('delete');
  return abilities;
}
