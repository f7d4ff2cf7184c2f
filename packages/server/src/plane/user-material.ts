import type { UserId } from '@keywright/contract';
import type { Flag } from '../storage/schema-columns.ts';
import type { UserPrincipal } from './principal.ts';

/** The columns of a person beside their credential; null where it is no person's. */
interface UserMaterial {
  readonly user_id: UserId | null;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly is_admin: Flag | null;
  readonly is_active: Flag | null;
}

export function userOf(material: UserMaterial): UserPrincipal {
  if (material.user_id === null) throw new Error('A credential is of nobody.');
  return {
    kind: 'user',
    id: material.user_id,
    name: material.display_name ?? '',
    email: material.email ?? '',
    isAdmin: material.is_admin === 1,
    isActive: material.is_active === 1,
  };
}
