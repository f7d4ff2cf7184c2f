import {
  builtInRoles,
  type DeploymentKindId,
  type EnvId,
  type Grant,
  type GrantId,
  type PrincipalRef,
  type RoleId,
  type ServiceAccountId,
  type UserId,
} from '@keywright/contract';
import { wireTime } from '../../../../request/time.ts';
import { hasEnded, principalOf } from '../present-grant.ts';
import type { GrantRow } from '../queries.ts';

/** Grants on envs as one of Platz's two lists has them: of two roles, by the names Platz gives them. */
export interface Face<Name extends string> {
  readonly roles: Readonly<Record<Name, RoleId>>;
  /** Whether its grants are of one deployment kind each. */
  readonly ofKind: boolean;
}

export const envUsers: Face<'Admin' | 'User'> = {
  roles: { Admin: builtInRoles.envAdmin.id, User: builtInRoles.envUser.id },
  ofKind: false,
};

export const deploymentUsers: Face<'Owner' | 'Maintainer'> = {
  roles: {
    Owner: builtInRoles.deploymentOwner.id,
    Maintainer: builtInRoles.deploymentMaintainer.id,
  },
  ofKind: true,
};

export const rolesOf = <Name extends string>({ roles }: Face<Name>): RoleId[] =>
  Object.values<RoleId>(roles);

/** Whether a grant is one of the list. Platz knows no ends, so what has ended is gone. */
export function isListed<Name extends string>(
  face: Face<Name>,
  row: GrantRow,
  now: number,
): boolean {
  if (row.role_id === null || row.principal_kind === 'deployment' || hasEnded(row, now))
    return false;
  return rolesOf(face).includes(row.role_id) && (row.kind_id !== null) === face.ofKind;
}

/** What both lists show of a grant. */
interface Listed {
  readonly id: GrantId;
  readonly created_at: string;
  readonly env_id: EnvId;
  readonly user_id: UserId | null;
  readonly bot_id?: ServiceAccountId;
}

export interface Shown {
  readonly common: Listed;
  readonly roleId: RoleId | null;
  readonly kindId: DeploymentKindId | null;
}

export const shownRow = (row: GrantRow): Shown => ({
  common: {
    id: row.id,
    created_at: wireTime(row.created_at),
    env_id: row.resource_id as EnvId,
    ...ownerOf(principalOf(row)),
  },
  roleId: row.role_id,
  kindId: row.kind_id,
});

export const shownGrant = (grant: Grant): Shown => ({
  common: {
    id: grant.id,
    created_at: grant.created_at,
    env_id: grant.resource.id as EnvId,
    ...ownerOf(grant.principal),
  },
  roleId: grant.role?.id ?? null,
  kindId: grant.deployment_kind?.id ?? null,
});

/** Platz's clients know people alone: a row of one has no key that they do not know. */
function ownerOf({ kind, id }: PrincipalRef): Pick<Listed, 'user_id' | 'bot_id'> {
  switch (kind) {
    case 'user':
      return { user_id: id as UserId };
    case 'service_account':
      return { user_id: null, bot_id: id as ServiceAccountId };
    case 'deployment':
      throw new Error('A grant to a deployment is in neither of Platz’s lists.');
    default:
      throw kind satisfies never;
  }
}

/** The name that the list has for the role of a grant in it. */
export function nameIn<Name extends string>({ roles }: Face<Name>, roleId: RoleId | null): Name {
  const name = (Object.keys(roles) as Name[]).find((one) => roles[one] === roleId);
  if (name === undefined) throw new Error('A grant is shown in a list that it is not in.');
  return name;
}
