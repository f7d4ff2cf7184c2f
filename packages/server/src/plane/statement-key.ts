import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import type { Storage } from '../storage/storage.ts';
import { loadSigningKey } from './signing-key.ts';

/** What statements are signed with. ECDSA on P-256: what checks JWTs anywhere knows it. */
export const statementAlgorithm = 'ES256';

export interface StatementKey {
  readonly id: string;
  /** Prints nothing of itself. */
  readonly privateKey: KeyObject;
  /** What everybody may have. */
  readonly publicJwk: Readonly<Record<string, string>>;
}

/** The key that signs statements of who asked for something. */
export async function loadStatementKey(storage: Storage, now: number): Promise<StatementKey> {
  const { id, secret } = await loadSigningKey(storage, 'statement', makeSecret, now);
  const privateKey = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' });
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return { id, privateKey, publicJwk: publicJwk as Record<string, string> };
}

/** PKCS 8. */
function makeSecret(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}
