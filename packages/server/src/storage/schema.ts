import type { SessionId, UserId, UserTokenId } from '@keywright/contract';
import type { ColumnType, Generated } from 'kysely';

/** Milliseconds since 1970, UTC: the same on both engines, and compared as numbers. */
type Time = number;
/** SQLite has no boolean; 0 and 1 are the same on both engines. */
export type Flag = 0 | 1;
/** SHA-256 of a secret: never the secret. */
type Digest = ColumnType<Uint8Array, SecretDigest, SecretDigest>;

declare const digestOfSecret: unique symbol;
/** The SHA-256 of a secret's text, 32 bytes. Branded, so that nothing else is stored in its place. */
export type SecretDigest = Uint8Array & { readonly [digestOfSecret]: true };

interface Users {
  /** Gives the text index of SQLite its row number. Ordered by arrival, never shown. */
  seq: Generated<number>;
  id: UserId;
  email: string;
  /** The e-mail address folded for comparison: the unique key. */
  email_key: string;
  display_name: string;
  /** The display name folded for comparison and order. */
  name_key: string;
  is_admin: Flag;
  is_active: Flag;
  created_at: Time;
  /** When an administrator or operator last changed the two flags; null: never, and sign-in may. */
  standing_set_at: Time | null;
  last_signed_in_at: Time | null;
  /** Names the present picture, so that a new one has a new address; null: none. */
  avatar_version: string | null;
}

interface UserAvatars {
  user_id: UserId;
  media_type: string;
  bytes: Uint8Array;
  fetched_at: Time;
}

/** Nonces of finished sign-ins, until they would have expired: each sign-in works once. */
interface UsedSignIns {
  nonce_sha256: Uint8Array;
  expires_at: Time;
}

interface Sessions {
  id: SessionId;
  user_id: UserId;
  via: 'browser' | 'api';
  created_at: Time;
  expires_at: Time;
  ended_at: Time | null;
  address: string | null;
  user_agent: string | null;
}

interface UserTokens {
  seq: Generated<number>;
  id: UserTokenId;
  user_id: UserId;
  name: string;
  name_key: string;
  description: string;
  secret_sha256: Digest;
  created_at: Time;
  expires_at: Time | null;
  revoked_at: Time | null;
  /** Out of the lists; the row stays, so that the trail keeps its name. */
  deleted_at: Time | null;
  /** Null: an operator on the server. */
  created_by_user_id: UserId | null;
  created_by_name: string;
}

/** Last use of a session or token. Apart from the rows that decide, which use must not touch. */
interface CredentialUsage {
  credential_id: SessionId | UserTokenId;
  last_used_at: Time;
  address: string | null;
  user_agent: string | null;
}

interface SigningKeys {
  id: string;
  purpose: 'session';
  secret: Uint8Array;
  created_at: Time;
}

interface AuditEvents {
  id: string;
  at: Time;
  action: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  credential_kind: string | null;
  credential_id: string | null;
  credential_name: string | null;
  target_kind: string;
  target_id: string;
  target_name: string;
  /** JSON. */
  details: string;
  request_id: string;
  address: string | null;
  user_agent: string | null;
}

/** How many tokens are in the lists, as the sum over all slots. Kept by triggers. */
interface UserTokenCounts {
  slot: number;
  live: number;
  /** Of the live ones. */
  revoked: number;
}

/** How many events there are, as the sum over all slots. Kept by triggers. */
interface AuditEventCounts {
  action: string;
  actor_kind: string;
  slot: number;
  events: number;
}

export interface Schema {
  users: Users;
  user_avatars: UserAvatars;
  used_sign_ins: UsedSignIns;
  sessions: Sessions;
  user_tokens: UserTokens;
  credential_usage: CredentialUsage;
  signing_keys: SigningKeys;
  audit_events: AuditEvents;
  /** SQLite's text index over users; PostgreSQL indexes the columns themselves. */
  user_search: { rowid: number; user_search: string };
  user_token_search: { rowid: number; user_token_search: string };
  user_token_counts: UserTokenCounts;
  audit_event_counts: AuditEventCounts;
}
