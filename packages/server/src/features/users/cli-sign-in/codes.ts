import { hash, randomBytes, randomInt } from 'node:crypto';
import { userCodeAlphabet } from '@keywright/contract';
import { Secret, sameDigest } from '../../../plane/secret.ts';

/** A code that a program holds: 32 random bytes, base64url. */
export const makeCode = (): Secret => new Secret(randomBytes(32).toString('base64url'));

/** A code that a person types: eight letters, 34 bits; what keeps it from being guessed is that guesses are counted. */
export function makeUserCode(): Secret {
  const letters = Array.from({ length: 8 }, () => userCodeAlphabet[randomInt(20)]).join('');
  return new Secret(`${letters.slice(0, 4)}-${letters.slice(4)}`);
}

/** Whether this verifier is what the challenge was made of (RFC 7636, 4.6: S256). */
export function provesChallenge(verifier: string, challenge: string): boolean {
  const made = hash('sha256', verifier, 'base64url');
  return sameDigest(Buffer.from(made), Buffer.from(challenge));
}
