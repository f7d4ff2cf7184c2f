import { createHmac, hash, randomBytes } from 'node:crypto';
import { sameDigest } from '../../../plane/secret.ts';

export type SignInKind = 'browser' | 'api';

/** Ten minutes, in milliseconds: from the start of a sign-in to its end. */
export const signInLifetimeMs = 600_000;

const kindBytes = { browser: 1, api: 2 } as const;
const bodyBytes = 23;
const form = /^([\w-]{31})\.([\w-]{43})$/;

export interface Nonce {
  /** SHA-256 of its text: what is written down when it is used. */
  readonly digest: Uint8Array;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * A nonce that vouches for itself, so that starting a sign-in writes nothing: anybody on the network may start
 * one. It reads `<base64url body>.<base64url HMAC>`; the body is the kind of sign-in (1 byte), the end of it in
 * seconds (6 bytes) and 16 random bytes.
 */
export function makeNonce(key: Uint8Array, kind: SignInKind, now: number): string {
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(kindBytes[kind], 0);
  body.writeUIntBE(Math.ceil((now + signInLifetimeMs) / 1000), 1, 6);
  randomBytes(16).copy(body, 7);
  return `${body.toString('base64url')}.${macOf(key, body).toString('base64url')}`;
}

/**
 * Checks a nonce that came back. `forged`: not made here, or for the other kind of sign-in: one that began in a
 * browser must not end in an API client's hands, nor the other way about.
 */
export function readNonce(
  key: Uint8Array,
  kind: SignInKind,
  text: string,
  now: number,
): Nonce | 'forged' | 'expired' {
  const [, bodyText = '', macText = ''] = form.exec(text) ?? [];
  const body = Buffer.from(bodyText, 'base64url');
  const mac = Buffer.from(macText, 'base64url');
  if (body.length !== bodyBytes || !sameDigest(mac, macOf(key, body))) return 'forged';
  // Spare bits of the last character could be set otherwise: a second spelling would be a second use.
  if (body.toString('base64url') !== bodyText || mac.toString('base64url') !== macText) {
    return 'forged';
  }
  if (body.readUInt8(0) !== kindBytes[kind]) return 'forged';
  const expiresAt = body.readUIntBE(1, 6) * 1000;
  if (expiresAt <= now) return 'expired';
  return { digest: hash('sha256', text, 'buffer'), expiresAt };
}

function macOf(key: Uint8Array, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
