import { type ResourceId, siteId, type UserId } from '@keywright/contract';
import type { Flag } from '../../storage/schema-columns.ts';
import { isDeploymentActive } from '../deployment-state.ts';
import { sessionName } from '../principal.ts';
import type { deploymentTokenMaterial, sessionMaterial, tokenMaterial } from '../queries.ts';
import { digestText } from '../secret.ts';
import type { PrincipalFacts, SessionFacts, TokenFacts } from './facts.ts';

type Row<Q extends (...args: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<Q>>>;
export type TokenRow = Row<typeof tokenMaterial>;
export type DeploymentTokenRow = Row<typeof deploymentTokenMaterial>;
export type SessionRow = Row<typeof sessionMaterial>;

/** The columns of a person beside their credential; null where it is no person's. */
interface PersonRow {
  readonly user_id: UserId | null;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly is_admin: Flag | null;
  readonly is_active: Flag | null;
}

export function tokenFacts(row: TokenRow): TokenFacts {
  const { id, name, access, expires_at, revoked_at } = row;
  const { old_secret_sha256: old, old_secret_ends_at: endsAt } = row;
  return {
    id,
    name,
    access,
    digest: digestText(row.secret_sha256),
    expires_at,
    revoked_at,
    old: old === null || endsAt === null ? null : { digest: digestText(old), endsAt },
  };
}

/** Whose token it is. */
export function ownerFacts(row: TokenRow): PrincipalFacts {
  if (row.service_account_id === null) return personFacts(row);
  return {
    kind: 'service_account',
    id: row.service_account_id,
    name: row.account_name ?? '',
    email: '',
    isAdmin: false,
    homeId: row.home_id ?? siteId,
    is_enabled: row.is_enabled ?? 0,
    expires_at: row.account_expires_at,
    deleted_at: row.account_deleted_at,
  };
}

function personFacts(row: PersonRow): PrincipalFacts {
  if (row.user_id === null) throw new Error('A credential is of nobody.');
  return {
    kind: 'user',
    id: row.user_id,
    name: row.display_name ?? '',
    email: row.email ?? '',
    isAdmin: row.is_admin === 1,
    homeId: siteId,
    is_enabled: row.is_active ?? 0,
    expires_at: null,
    deleted_at: null,
  };
}

/** A token whose deployment is gone has ended with it, whenever that was. */
export function deploymentTokenFacts(row: DeploymentTokenRow): TokenFacts {
  const { id, deployment_name: name, expires_at } = row;
  return {
    id,
    name: `Token of ${name ?? 'a deployment that is gone'}`,
    access: 'full',
    digest: digestText(row.secret_sha256),
    expires_at,
    revoked_at: name === null ? (row.revoked_at ?? 0) : row.revoked_at,
    old: null,
  };
}

export function deploymentFacts(row: DeploymentTokenRow): PrincipalFacts {
  const { deployment_id: id, is_enabled, deleting_at } = row;
  const isEnabled = is_enabled !== null && isDeploymentActive({ is_enabled, deleting_at });
  return {
    kind: 'deployment',
    id,
    name: row.deployment_name ?? '',
    email: '',
    isAdmin: false,
    homeId: id as ResourceId,
    is_enabled: isEnabled ? 1 : 0,
    expires_at: null,
    deleted_at: null,
  };
}

export function sessionFacts(row: SessionRow): SessionFacts {
  const { id, expires_at: expiresAt, ended_at: endedAt } = row;
  return { id, name: sessionName(row), expiresAt, endedAt };
}

export const holderFacts = (row: SessionRow): PrincipalFacts => personFacts(row);
