import { randomBytes } from 'node:crypto';
import { type TokenId, tokenChecksum, tokenPrefixes } from '@keywright/contract';
import type { SecretDigest } from '../storage/schema-columns.ts';
import { digestOf, Secret } from './secret.ts';

export interface MadeToken {
  /** The whole text, to be shown once. */
  readonly token: Secret;
  /** What to store. */
  readonly digest: SecretDigest;
}

/** Makes the text of a new token for this id: 256 random bits, and their checksum. */
export function makeToken(kind: keyof typeof tokenPrefixes, id: TokenId): MadeToken {
  const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const idHalf = tokenPrefixes[kind] + idBytes.toString('base64url');
  const random = randomBytes(32);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(tokenChecksum(idHalf, random));
  const secretHalf = Buffer.concat([random, checksum]).toString('base64url');
  return {
    token: new Secret(`${idHalf}.${secretHalf}`),
    digest: digestOf(new Secret(secretHalf)),
  };
}
