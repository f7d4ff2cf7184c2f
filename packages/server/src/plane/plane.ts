import { type ErrorCode, parseToken, type UserTokenId } from '@keywright/contract';
import type { Db, Storage, Tx } from '../storage/storage.ts';
import { type Resource, type Rights, rightsOf } from './decide.ts';
import type { Presented } from './presented.ts';
import { type Caller, type Credential, sessionNames } from './principal.ts';
import {
  type Hold,
  holdSession,
  holdToken,
  holdUser,
  sessionMaterial,
  tokenMaterial,
} from './queries.ts';
import { digestOf, Secret, sameDigest } from './secret.ts';
import type { SessionJwts } from './session-jwt.ts';
import { tokenState } from './token-state.ts';

/** Why a credential does not count. */
export type Refusal = Extract<
  ErrorCode,
  | 'unauthenticated'
  | 'token_malformed'
  | 'token_unknown'
  | 'token_expired'
  | 'token_revoked'
  | 'session_invalid'
  | 'session_expired'
  | 'session_ended'
  | 'principal_inactive'
>;

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  /** `caller` is there where the credential itself is good and its principal is not active. */
  | { readonly ok: false; readonly refusal: Refusal; readonly caller?: Caller };

/** Who is this, and may they do that. There is no second way to either answer. */
export interface Plane {
  /** Judges a credential as it was sent. Rejects with StorageUnavailable only. */
  authenticate(presented: Presented): Promise<Authentication>;
  /** Judges it again inside a transaction, and holds the rows it rests on until the end of that. */
  confirm(tx: Tx, caller: Caller, hold: Hold): Promise<Authentication>;
  /** Judges it again for an answer that goes on, such as a stream. Rejects with StorageUnavailable only. */
  recheck(caller: Caller): Promise<Authentication>;
  /**
   * What the caller may do on these resources, by what the snapshot holds. Asked once for a whole page of rows; nothing
   * but being a site administrator gives rights so far, so nothing is read yet.
   */
  rights(db: Db, caller: Caller, resources: readonly Resource[]): Promise<Rights>;
}

export function createPlane(storage: Storage, jwts: SessionJwts, clock: () => number): Plane {
  return {
    authenticate(presented) {
      switch (presented.kind) {
        case 'none':
          return Promise.resolve(refused('unauthenticated'));
        case 'token':
          return authenticateToken(storage, presented.text, clock());
        case 'session':
          return authenticateSession(storage, jwts, presented, clock());
        default:
          throw presented satisfies never;
      }
    },
    async confirm(tx, { principal, credential }, hold) {
      // The person before the credential, always: the same order for all is what keeps them from deadlocking.
      await holdUser(tx, principal.id, hold);
      await (credential.kind === 'session'
        ? holdSession(tx, credential.id, hold)
        : holdToken(tx, credential.id, hold));
      return judge(tx, credential, clock());
    },
    recheck: ({ credential }) => storage.read((db) => judge(db, credential, clock())),
    rights: async (_db, caller) => rightsOf(caller),
  };
}

/** A credential that proved itself before, by what the database says of it now. */
async function judge(db: Db, credential: Credential, now: number): Promise<Authentication> {
  switch (credential.kind) {
    case 'user_token':
      return judgeToken(await tokenMaterial(db, credential.id), now);
    case 'session':
      return judgeSession(await sessionMaterial(db, credential.id), credential.carrier, now);
    default:
      throw credential satisfies never;
  }
}

const refused = (refusal: Refusal): Authentication => ({ ok: false, refusal });

async function authenticateToken(
  storage: Storage,
  text: Secret,
  now: number,
): Promise<Authentication> {
  const parsed = parseToken(text.reveal());
  if (!parsed) return refused('token_malformed');
  const digest = digestOf(new Secret(parsed.secretText));
  const material = await storage.read((db) => tokenMaterial(db, parsed.id as UserTokenId));
  // Only the bearer of the right secret is told more than "unknown": ids are no secret.
  if (!material || !sameDigest(digest, material.secret_sha256)) return refused('token_unknown');
  return judgeToken(material, now);
}

type TokenMaterial = Awaited<ReturnType<typeof tokenMaterial>>;

function judgeToken(material: TokenMaterial, now: number): Authentication {
  if (!material) return refused('token_unknown');
  const state = tokenState(material, now);
  switch (state) {
    case 'revoked':
      return refused('token_revoked');
    case 'expired':
      return refused('token_expired');
    case 'active':
      return judgePrincipal(material, {
        kind: 'user_token',
        id: material.id,
        name: material.name,
        expiresAt: material.expires_at,
      });
    default:
      throw state satisfies never;
  }
}

async function authenticateSession(
  storage: Storage,
  jwts: SessionJwts,
  { jwt, carrier }: Presented & { kind: 'session' },
  now: number,
): Promise<Authentication> {
  const claims = await jwts.verify(jwt, now);
  if (claims === 'invalid') return refused('session_invalid');
  if (claims === 'expired') return refused('session_expired');
  const material = await storage.read((db) => sessionMaterial(db, claims.sessionId));
  if (material?.user_id !== claims.userId) return refused('session_invalid');
  return judgeSession(material, carrier, now);
}

type SessionMaterial = Awaited<ReturnType<typeof sessionMaterial>>;

function judgeSession(
  material: SessionMaterial,
  carrier: 'cookie' | 'bearer',
  now: number,
): Authentication {
  if (!material) return refused('session_invalid');
  if (material.ended_at !== null) return refused('session_ended');
  if (material.expires_at <= now) return refused('session_expired');
  return judgePrincipal(material, {
    kind: 'session',
    id: material.id,
    name: sessionNames[material.via],
    expiresAt: material.expires_at,
    carrier,
  });
}

function judgePrincipal(
  material: NonNullable<TokenMaterial> | NonNullable<SessionMaterial>,
  credential: Credential,
): Authentication {
  const caller: Caller = {
    principal: {
      kind: 'user',
      id: material.user_id,
      name: material.display_name,
      email: material.email,
      isAdmin: material.is_admin === 1,
      isActive: material.is_active === 1,
    },
    credential,
  };
  if (!caller.principal.isActive) return { ok: false, refusal: 'principal_inactive', caller };
  return { ok: true, caller };
}
