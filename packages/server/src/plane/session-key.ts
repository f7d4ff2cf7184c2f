import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';
import { addSessionKey, sessionKey } from './queries.ts';
import type { SessionKey } from './session-jwt.ts';

/** The key that signs sessions, made at the first start and shared by all servers of the database. */
export async function loadSessionKey(storage: Storage, now: number): Promise<SessionKey> {
  const known = await storage.read(sessionKey);
  if (known) return known;
  const key = { id: randomUUIDv7(), secret: randomBytes(32), at: now };
  await storage.change((tx) => addSessionKey(tx, key));
  const stored = await storage.read(sessionKey);
  if (!stored) throw new Error('The session key was not stored.');
  return stored;
}
