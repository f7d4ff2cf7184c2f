import type { PrincipalId, PrincipalKind } from '@keywright/contract';
import type { ColumnType } from 'kysely';

/** Milliseconds since 1970, UTC: the same on both engines, and compared as numbers. */
export type Time = number;
/** SQLite has no boolean; 0 and 1 are the same on both engines. */
export type Flag = 0 | 1;
/** SHA-256 of a secret: never the secret. */
export type Digest = ColumnType<Uint8Array, SecretDigest, SecretDigest>;
/** The same, where there may be none. */
export type DigestOrNone = ColumnType<Uint8Array | null, SecretDigest | null, SecretDigest | null>;

declare const digestOfSecret: unique symbol;
/** The SHA-256 of a secret's text, 32 bytes. Branded, so that nothing else is stored in its place. */
export type SecretDigest = Uint8Array & { readonly [digestOfSecret]: true };

/** Who made something; `operator` is a person with a shell on the server, who has no id. */
export interface MadeBy {
  created_by_kind: PrincipalKind | 'operator' | 'system';
  created_by_id: PrincipalId | null;
  created_by_name: string;
}
