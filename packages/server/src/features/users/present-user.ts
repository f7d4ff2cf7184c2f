import type { ListedUser, User, userAbility } from '@keywright/contract';
import type { z } from 'zod';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { UserRow } from './queries.ts';
import { userResource } from './user-resource.ts';

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
export function presentListedUser(plane: Plane, caller: Caller, row: UserRow): ListedUser {
  return { ...presentUser(row), abilities: abilitiesOver(plane, caller, row) };
}

function abilitiesOver(plane: Plane, caller: Caller, row: UserRow): z.output<typeof userAbility>[] {
  const isSelf = row.id === caller.principal.id;
  const resource = userResource(row.id);
  const may = (permission: Parameters<Plane['decide']>[1]) =>
    plane.decide(caller, permission, resource).allowed;
  const abilities: z.output<typeof userAbility>[] = [];
  if (!isSelf && may('user.update')) abilities.push('update');
  if (isSelf || may('session.end')) abilities.push('end_sessions');
  if (isSelf || may('user_token.create')) abilities.push('create_token');
  return abilities;
}
