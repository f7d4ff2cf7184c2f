import type { UserToken } from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import { tokenState } from '../../plane/token-state.ts';
import type { TokenRow } from './queries.ts';
import { tokenFields } from './token-fields.ts';
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
    ...tokenFields(row, state),
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
