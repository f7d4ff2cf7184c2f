import type { Permission, UserToken } from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import { isScoped } from '../../plane/held-scopes.ts';
import type { Caller } from '../../plane/principal.ts';
import { tokenState } from '../../plane/token-state.ts';
import { abilitiesOver } from './life/abilities.ts';
import type { TokenRow } from './queries.ts';
import { tokenFields } from './token-fields.ts';
import { tokenTarget } from './token-target.ts';

/** A token as the wire shows it to this caller. */
export function presentToken(
  rights: Rights,
  { principal, credential }: Caller,
  row: TokenRow,
  now: number,
): UserToken {
  const { resource, owner } = tokenTarget(row);
  const isOwn = owner === principal.id;
  const may = (permission: Permission) =>
    isOwn ? rights.inScope(permission, resource) : rights.may(permission, resource);
  return {
    id: row.id,
    user_id: row.user_id,
    ...tokenFields(row, now),
    abilities: abilitiesOver({
      state: tokenState(row, now),
      access: row.access,
      isItself: credential.id === row.id,
      isScoped: isScoped(credential),
      may: {
        update: may('user_token.update'),
        revoke: may('user_token.revoke'),
        delete: may('user_token.delete'),
        renew: may('user_token.create'),
        rotateItself: may('token.rotate'),
        addScopes: may('user_token.create'),
      },
    }),
  };
}
