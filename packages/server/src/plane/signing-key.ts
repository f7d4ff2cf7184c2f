import { randomUUIDv7 } from 'node:crypto';
import type { SigningPurpose } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { addSigningKey, signingKey } from './queries.ts';

export interface SigningKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** The key for one purpose, made at the first start and shared by all servers of the database. */
export async function loadSigningKey(
  storage: Storage,
  purpose: SigningPurpose,
  make: () => Uint8Array,
  now: number,
): Promise<SigningKey> {
  const known = await storage.read((db) => signingKey(db, purpose));
  if (known) return known;
  const key = { id: randomUUIDv7(), purpose, secret: make(), at: now };
  await storage.change((tx) => addSigningKey(tx, key));
  const stored = await storage.read((db) => signingKey(db, purpose));
  if (!stored) throw new Error(`The ${purpose} key was not stored.`);
  return stored;
}
