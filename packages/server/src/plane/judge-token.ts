import {
  type ParsedToken,
  type ServiceAccountTokenId,
  siteId,
  type TokenId,
  type UserTokenId,
} from '@keywright/contract';
import type { Storage } from '../storage/storage.ts';
import { accountState } from './account-state.ts';
import { type Authentication, judgeCaller, refused } from './authentication.ts';
import type { Caller } from './principal.ts';
import { tokenMaterial } from './queries.ts';
import { digestOf, Secret, sameDigest } from './secret.ts';
import { tokenState } from './token-state.ts';
import { userOf } from './user-material.ts';

/** Judges a token of a person or a service account. */
export async function authenticateToken(
  storage: Storage,
  parsed: ParsedToken,
  now: number,
): Promise<Authentication> {
  const digest = digestOf(new Secret(parsed.secretText));
  const material = await storage.read((db) => tokenMaterial(db, parsed.id as TokenId));
  // Only the bearer of the right secret is told more than "unknown": ids are no secret.
  if (!material || !sameDigest(digest, material.secret_sha256)) return refused('token_unknown');
  if (!isOfKind(material, parsed.kind)) return refused('token_unknown');
  return judgeToken(material, now);
}

type TokenMaterial = Awaited<ReturnType<typeof tokenMaterial>>;

/** The first letters say whose token it is, and are part of it. */
function isOfKind(material: NonNullable<TokenMaterial>, kind: ParsedToken['kind']): boolean {
  if (kind === 'foreign') return true;
  return kind === (material.user_id === null ? 'service_account' : 'user');
}

/** Judges a token that proved itself before, by what the database says of it now. */
export function judgeTokenAgain(
  material: TokenMaterial,
  provedBy: Uint8Array,
  now: number,
): Authentication {
  if (material && !sameDigest(provedBy, material.secret_sha256)) return refused('token_unknown');
  return judgeToken(material, now);
}

function judgeToken(material: TokenMaterial, now: number): Authentication {
  if (!material) return refused('token_unknown');
  const state = tokenState(material, now);
  switch (state) {
    case 'revoked':
      return refused('token_revoked');
    case 'expired':
      return refused('token_expired');
    case 'active':
      return judgeCaller(callerOfToken(material, now));
    default:
      throw state satisfies never;
  }
}

function callerOfToken(material: NonNullable<TokenMaterial>, now: number): Caller {
  const { name, expires_at: expiresAt, secret_sha256: provedBy } = material;
  if (material.service_account_id === null) {
    const credential = {
      kind: 'user_token',
      id: material.id as UserTokenId,
      name,
      expiresAt,
      provedBy,
    } as const;
    return { principal: userOf(material), credential };
  }
  return {
    principal: {
      kind: 'service_account',
      id: material.service_account_id,
      name: material.account_name ?? '',
      homeId: material.home_id ?? siteId,
      expiresAt: material.account_expires_at,
      isAdmin: false,
      isActive: isAccountActive(material, now),
    },
    credential: {
      kind: 'service_account_token',
      id: material.id as ServiceAccountTokenId,
      name,
      expiresAt,
      provedBy,
    },
  };
}

function isAccountActive(material: NonNullable<TokenMaterial>, now: number): boolean {
  return (
    accountState(
      {
        is_enabled: material.is_enabled ?? 0,
        expires_at: material.account_expires_at,
        deleted_at: material.account_deleted_at,
      },
      now,
    ) === 'enabled'
  );
}
