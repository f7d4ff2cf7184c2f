import { type TokenKind, tokenPrefixes } from '@keywright/contract';
import { accountState } from '../account-state.ts';
import { digestTextOf, sameDigestText } from '../secret.ts';
import { tokenState } from '../token-state.ts';
import type { PrincipalFacts, TokenFacts } from './facts.ts';
import { foreignLength, ownLength } from './memory.ts';

/** How a token stands whose bearer has the right secret. */
export type TokenStanding = 'active' | 'revoked' | 'expired' | 'principal_inactive';

/** Which secret of a token somebody has: its only one, or the new or the old one while it is being rotated. */
export type Proof = 'only' | 'new' | 'old';

/** The secret half, by the text's length alone: its form and checksum are right where its digest is. */
function secretHalf(text: string): string {
  return text.slice(text.length === ownLength ? 27 : 23);
}

/** Whether what was sent is this token; a text of which the id half is the token's. Undefined: it is not. */
export function proofBy(
  token: TokenFacts,
  kind: Exclude<TokenKind, 'foreign'>,
  text: string,
  now: number,
): Proof | undefined {
  if (!hasForm(kind, text)) return undefined;
  return proofByDigest(token, digestTextOf(secretHalf(text)), now);
}

/** The first letters say whose token it is, and are part of it; those imported from elsewhere have none. */
function hasForm(kind: Exclude<TokenKind, 'foreign'>, text: string): boolean {
  if (text.length === foreignLength) return kind !== 'deployment' && text[22] === '.';
  return text[26] === '.' && text.startsWith(tokenPrefixes[kind]);
}

/** The old one works before, not at, its end. */
export function proofByDigest(token: TokenFacts, digest: string, now: number): Proof | undefined {
  const { old } = token;
  if (sameDigestText(digest, token.digest)) return old === null ? 'only' : 'new';
  if (old === null || old.endsAt <= now) return undefined;
  return sameDigestText(digest, old.digest) ? 'old' : undefined;
}

/** How it stands for who proved to have its secret. */
export function standingOf(
  token: TokenFacts,
  principal: PrincipalFacts,
  now: number,
): TokenStanding {
  const state = tokenState(token, now);
  if (state !== 'active') return state;
  return isActive(principal, now) ? 'active' : 'principal_inactive';
}

/** Whether a principal may do anything at all now. */
export const isActive = (principal: PrincipalFacts, now: number): boolean =>
  accountState(principal, now) === 'enabled';

/** When the secret ends by itself, in milliseconds since 1970: with its token, or before it. Null: never. */
export function endOfProof(token: TokenFacts, proof: Proof): number | null {
  if (proof !== 'old' || token.old === null) return token.expires_at;
  return Math.min(token.old.endsAt, token.expires_at ?? Infinity);
}
