import { hkdfSync } from 'node:crypto';
import type { SessionKey } from '../../../plane/session-jwt.ts';

/** What sign-ins are signed with. One key each, so that nothing made for one passes for another. */
export type KeyPurpose = 'sign-in nonce' | 'sign-in cookie';

const keyBytes = 32;

/** A key of its own for this purpose, from the one that signs sessions (HKDF-SHA-256, RFC 5869). */
export function derivedKey(key: SessionKey, purpose: KeyPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key.secret, '', `keywright ${purpose}`, keyBytes));
}
