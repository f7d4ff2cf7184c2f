import type { BotToken, ServiceAccountToken, UserId } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import type { Caller } from '../../../plane/principal.ts';
import { tokenState } from '../../../plane/token-state.ts';
import { wireTime } from '../../../request/time.ts';
import { tokenFields } from '../token-fields.ts';
import { tokenPlace } from './account-target.ts';
import type { AccountTokenRow } from './queries.ts';

/** A token of a service account as the wire shows it to this caller. */
export function presentAccountToken(
  rights: Rights,
  caller: Caller,
  row: AccountTokenRow,
  now: number,
): ServiceAccountToken {
  const state = tokenState(row, now);
  return {
    id: row.id,
    service_account_id: row.service_account_id,
    ...tokenFields(row, state),
    abilities: abilitiesOver(rights, caller, row, state),
  };
}

function abilitiesOver(
  rights: Rights,
  { credential }: Caller,
  row: AccountTokenRow,
  state: ServiceAccountToken['state'],
): ServiceAccountToken['abilities'] {
  const place = tokenPlace(row);
  const isItself = credential.id === row.id;
  const abilities: ServiceAccountToken['abilities'] = [];
  if (rights.may('service_account_token.update', place)) abilities.push('update');
  if (state !== 'revoked') {
    if (isItself || rights.may('service_account_token.revoke', place)) abilities.push('revoke');
    if (rights.may('service_account_token.renew', place)) abilities.push('renew');
  }
  if (rights.may('service_account_token.delete', place)) abilities.push('delete');
  return abilities;
}

/** Platz's `BotToken`. */
export function presentBotToken(row: AccountTokenRow): BotToken {
  return {
    id: row.id,
    bot_id: row.service_account_id,
    created_at: wireTime(row.created_at),
    created_by_user_id: row.created_by_kind === 'user' ? (row.created_by_id as UserId) : null,
  };
}
