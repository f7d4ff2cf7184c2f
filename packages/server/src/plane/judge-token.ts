import {
  type ParsedToken,
  type ServiceAccountTokenId,
  siteId,
  type TokenId,
  type UserTokenId,
} from '@keywright/contract';
import type { Storage, Tx } from '../storage/storage.ts';
import { accountState } from './account-state.ts';
import { type Authentication, judgeCaller, refused } from './authentication.ts';
import type { Caller } from './principal.ts';
import { tokenMaterial } from './queries.ts';
import { digestOf, Secret, sameDigest } from './secret.ts';
import { tokenState } from './token-state.ts';
import { userOf } from './user-material.ts';

/** Ends the secret before the one of this digest, while a token is being rotated. `now`: milliseconds since 1970. */
export type EndOldSecret = (
  tx: Tx,
  id: TokenId,
  used: { readonly digest: Uint8Array; readonly now: number },
) => Promise<void>;

/** Judges a token of a person or a service account. */
export async function authenticateToken(
  storage: Storage,
  endOldSecret: EndOldSecret,
  parsed: ParsedToken,
  now: number,
): Promise<Authentication> {
  const digest = digestOf(new Secret(parsed.secretText));
  const material = await storage.read((db) => tokenMaterial(db, parsed.id as TokenId));
  // Only the bearer of the right secret is told more than "unknown": ids are no secret.
  const secret = material && secretOf(material, digest, now);
  if (!secret || !isOfKind(material, parsed.kind)) return refused('token_unknown');
  const judged = judgeToken(material, digest, now);
  // Before anything is answered: from the first use of the new secret on, the old one is dead.
  if (judged.ok && secret === 'new') {
    await storage.change((tx) => endOldSecret(tx, material.id, { digest, now }));
  }
  return judged;
}

/**
 * Which secret of the token this is the digest of: its only one, the new or the old one while it is being rotated, or none.
 * The old one works before, not at, its end.
 */
function secretOf(
  token: NonNullable<TokenMaterial>,
  digest: Uint8Array,
  now: number,
): 'only' | 'new' | 'old' | undefined {
  const { old_secret_sha256: old, old_secret_ends_at: oldEnds } = token;
  if (sameDigest(digest, token.secret_sha256)) return old === null ? 'only' : 'new';
  if (old === null || oldEnds === null || oldEnds <= now) return undefined;
  return sameDigest(digest, old) ? 'old' : undefined;
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
  if (!material || !secretOf(material, provedBy, now)) return refused('token_unknown');
  return judgeToken(material, provedBy, now);
}

function judgeToken(
  material: NonNullable<TokenMaterial>,
  provedBy: Uint8Array,
  now: number,
): Authentication {
  const state = tokenState(material, now);
  switch (state) {
    case 'revoked':
      return refused('token_revoked');
    case 'expired':
      return refused('token_expired');
    case 'active':
      return judgeCaller(callerOfToken(material, provedBy, now));
    default:
      throw state satisfies never;
  }
}

function callerOfToken(
  material: NonNullable<TokenMaterial>,
  provedBy: Uint8Array,
  now: number,
): Caller {
  const { name, expires_at: expiresAt, access } = material;
  const isOld = !sameDigest(provedBy, material.secret_sha256);
  const secretEndsAt = isOld ? material.old_secret_ends_at : null;
  if (material.service_account_id === null) {
    const credential = {
      kind: 'user_token',
      id: material.id as UserTokenId,
      name,
      expiresAt,
      access,
      provedBy,
      secretEndsAt,
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
      access,
      provedBy,
      secretEndsAt,
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
