/** Whose credential a token is; `foreign`: imported, so its text does not say. */
export type TokenKind = 'user' | 'service_account' | 'deployment' | 'foreign';

export interface ParsedToken {
  readonly kind: TokenKind;
  /** The token's UUID, lower case with dashes. */
  readonly id: string;
  /** The secret half as it was written: what is hashed. */
  readonly secretText: string;
}

/** The first half's first four characters, per kind: the base64url text of the three bytes that spell it. */
export const tokenPrefixes = { user: 'kwp_', service_account: 'kwb_', deployment: 'kwd_' } as const;

const kindOfPrefix = new Map<string, TokenKind>(
  Object.entries(tokenPrefixes).map(([kind, prefix]) => [prefix, kind as TokenKind]),
);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ownForm = /^[A-Za-z0-9_-]{26}\.[A-Za-z0-9_-]{48}$/;
const foreignForm = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/;

/**
 * The parts of a token's text, `<base64url id>.<base64url secret>` without padding, or undefined where it is not
 * canonically written or its checksum is wrong.
 *
 * The id half decodes to 3 bytes that spell the kind and the 16 bytes of the token's UUID; the secret half
 * to 32 random bytes and their CRC-32 (zlib's, big-endian, over the ASCII of the id half and the dot, then
 * the 32 bytes). Foreign tokens, imported from elsewhere, are 16 bytes and 32 bytes without kind or checksum.
 *
 * Platform-independent, so that a scanner, a browser or a command line can tell a real token from noise
 * without asking anyone.
 */
export function parseToken(text: string): ParsedToken | undefined {
  if (ownForm.test(text)) return parseOwn(text);
  if (foreignForm.test(text)) return parseForeign(text);
  return undefined;
}

function parseOwn(text: string): ParsedToken | undefined {
  const kind = kindOfPrefix.get(text.slice(0, 4));
  const idBytes = decode(text.slice(4, 26));
  const secret = decode(text.slice(27));
  if (!kind || !idBytes || !secret) return undefined;
  if (tokenChecksum(text.slice(0, 26), secret.subarray(0, 32)) !== readUint32(secret, 32)) {
    return undefined;
  }
  return { kind, id: uuidOf(idBytes), secretText: text.slice(27) };
}

function parseForeign(text: string): ParsedToken | undefined {
  const idBytes = decode(text.slice(0, 22));
  if (!idBytes || !decode(text.slice(23))) return undefined;
  return { kind: 'foreign', id: uuidOf(idBytes), secretText: text.slice(23) };
}

/** The checksum that ends a secret half: CRC-32 over the id half, a dot, and the 32 random bytes. */
export function tokenChecksum(idHalf: string, random: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < idHalf.length; i++) crc = step(crc, idHalf.charCodeAt(i));
  crc = step(crc, 0x2e);
  for (const byte of random) crc = step(crc, byte);
  return (crc ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function step(crc: number, byte: number): number {
  return (table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
}

/** The bytes of canonical unpadded base64url, or undefined where spare bits of the last character are set. */
function decode(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array((text.length * 6) >> 3);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of text) {
    held = ((held << 6) | alphabet.indexOf(char)) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}

function readUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
