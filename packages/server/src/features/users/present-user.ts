import type { ListedUser, User } from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { UserRow } from './queries.ts';
import { userResource } from './user-resource.ts';

type Ability = ListedUser['abilities'][number];

/** A person as the wire shows them. */
export function presentUser(row: UserRow): User {
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    display_name: row.display_name,
    email: row.email,
    is_admin: row.is_admin === 1,
    is_active: row.is_active === 1,
    avatar_url: row.avatar_version && `/api/v2/users/${row.id}/avatar?v=${row.avatar_version}`,
    last_signed_in_at: wireTimeOrNull(row.last_signed_in_at),
  };
}

/** The same, with what the caller may do to them. */
export function presentListedUser(rights: Rights, caller: Caller, row: UserRow): ListedUser {
  return { ...presentUser(row), abilities: abilitiesOver(rights, caller, row) };
}

function abilitiesOver(rights: Rights, caller: Caller, row: UserRow): Ability[] {
  const isSelf = row.id === caller.principal.id;
  const resource = userResource(row.id);
  const abilities: Ability[] = [];
  if (!isSelf && rights.may('user.update', resource)) abilities.push('update');
  if (isSelf || rights.may('session.end', resource)) abilities.push('end_sessions');
  if (isSelf || rights.may('user_token.create', resource)) abilities.push('create_token');
  return abilities;
}
