import type { BotToken, ServiceAccountToken, UserId } from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import { isScoped } from '../../../plane/held-scopes.ts';
import type { Caller } from '../../../plane/principal.ts';
import { tokenState } from '../../../plane/token-state.ts';
import { wireTime } from '../../../request/time.ts';
import { abilitiesOver } from '../life/abilities.ts';
import { tokenFields } from '../token-fields.ts';
import { tokenPlace } from './account-target.ts';
import type { AccountTokenRow } from './queries.ts';

/** A token of a service account as the wire shows it to this caller. */
export function presentAccountToken(
  rights: Rights,
  { credential }: Caller,
  row: AccountTokenRow,
  now: number,
): ServiceAccountToken {
  const place = tokenPlace(row);
  return {
    id: row.id,
    service_account_id: row.service_account_id,
    ...tokenFields(row, now),
    abilities: abilitiesOver({
      state: tokenState(row, now),
      access: row.access,
      isItself: credential.id === row.id,
      isScoped: isScoped(credential),
      may: {
        update: rights.may('service_account_token.update', place),
        revoke: rights.may('service_account_token.revoke', place),
        delete: rights.may('service_account_token.delete', place),
        renew: rights.may('service_account_token.renew', place),
        // What it may do to itself, no grant has to give it.
        rotateItself: rights.inScope('token.rotate', place),
        addScopes: rights.may('service_account_token.create', place),
      },
    }),
  };
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
