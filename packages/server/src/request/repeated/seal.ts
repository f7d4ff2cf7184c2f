import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../../plane/secret.ts';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** The two halves of what a caller's key makes of a request. One is stored; the other opens the answer, and is not. */
export interface Keys {
  readonly asked: Uint8Array;
  readonly sealing: Uint8Array;
}

/**
 * By HKDF (RFC 5869), from the key that came with the request and what the request is: who holds the database, and not the
 * key, has neither half.
 */
export function keysOf(key: Secret, request: readonly unknown[]): Keys {
  const salt = hash('sha256', JSON.stringify(request), 'buffer');
  const derived = (info: string) =>
    new Uint8Array(hkdfSync('sha256', key.reveal(), salt, `keywright ${info}`, 32));
  return { asked: derived('asked'), sealing: derived('sealing') };
}

/** AES-256-GCM: initialization vector, tag, and the text encrypted. Nobody can move it to another request. */
export function seal({ asked, sealing }: Keys, text: string): Uint8Array {
  const iv = randomBytes(ivBytes);
  const sealed = createCipheriv(cipher, sealing, iv).setAAD(asked);
  const encrypted = [sealed.update(text, 'utf8'), sealed.final()];
  return Buffer.concat([iv, sealed.getAuthTag(), ...encrypted]);
}

/** The text again. Throws where it was not sealed with these keys. */
export function open({ asked, sealing }: Keys, sealed: Uint8Array): string {
  const iv = sealed.subarray(0, ivBytes);
  const tag = sealed.subarray(ivBytes, ivBytes + tagBytes);
  const opening = createDecipheriv(cipher, sealing, iv, { authTagLength: tagBytes })
    .setAAD(asked)
    .setAuthTag(tag);
  const encrypted = sealed.subarray(ivBytes + tagBytes);
  return Buffer.concat([opening.update(encrypted), opening.final()]).toString('utf8');
}
