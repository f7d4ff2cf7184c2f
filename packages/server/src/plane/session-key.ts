import { randomBytes } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';
import type { SessionKey } from './session-jwt.ts';
import { loadSigningKey } from './signing-key.ts';

/** The key that signs sessions. */
export function loadSessionKey(storage: Storage, now: number): Promise<SessionKey> {
  return loadSigningKey(storage, 'session', () => randomBytes(32), now);
}
