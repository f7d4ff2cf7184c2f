import { makeToken } from '../../../plane/make-token.ts';
import type { Secret } from '../../../plane/secret.ts';
import { tokenState } from '../../../plane/token-state.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type AskedLife, asLongAgain, newEnd, whatIsLeft } from './new-end.ts';
import { refuseOvertaken } from './overtaken.ts';
import type { EndByPolicy } from './policy.ts';
import { type Proof, proofOf, replaceSecret } from './queries.ts';
import type { Reborn, Subject } from './subject.ts';

/** A request for a new secret, whose token is locked. */
export interface Rebirth {
  readonly subject: Subject;
  readonly asked: AskedLife | undefined;
  /** What proved the token when the request came. */
  readonly before: Proof | undefined;
  readonly now: number;
}

export interface Given {
  readonly token: Secret;
  readonly after: Reborn;
}

/**
 * A new secret for an active or expired token, and every older one dead now. Throws `conflict` for a revoked one and
 * for the later of two at once, `invalid_request` and `against_policy`.
 */
export async function renew(tx: Tx, endByPolicy: EndByPolicy, order: Rebirth): Promise<Given> {
  const { subject, now } = order;
  if (subject.revoked_at !== null) {
    throw new Problem('conflict', {
      message: 'This token was revoked, and renewing does not bring it back. Regenerate it.',
    });
  }
  return replace(tx, endByPolicy, { ...order, usual: whatIsLeft(subject, now) });
}

/**
 * Brings a revoked or expired token back with a new secret; the old ones stay dead. Throws `token_active`, `conflict` for the
 * later of two at once, `invalid_request` and `against_policy`.
 */
export async function regenerate(tx: Tx, endByPolicy: EndByPolicy, order: Rebirth): Promise<Given> {
  const { subject, before, now } = order;
  // Of two at once the later finds an active one: that it was overtaken tells it more.
  refuseOvertaken(before, await proofOf(tx, subject.id));
  if (tokenState(subject, now) === 'active') {
    throw new Problem('token_active', { ways: ['renew', 'rotate'] });
  }
  return replace(tx, endByPolicy, { ...order, usual: asLongAgain(subject, now) });
}

async function replace(
  tx: Tx,
  endByPolicy: EndByPolicy,
  { subject, asked, before, usual, now }: Rebirth & { readonly usual: number | null },
): Promise<Given> {
  refuseOvertaken(before, await proofOf(tx, subject.id));
  const expiresAt = await newEnd(tx, endByPolicy, { subject, asked, usual, now });
  const { token, digest } = makeToken(subject.owner.kind, subject.id);
  await replaceSecret(tx, subject.id, { digest, expiresAt, now });
  return {
    token,
    after: {
      issued_at: now,
      updated_at: now,
      expires_at: expiresAt,
      revoked_at: null,
      old_secret_ends_at: null,
    },
  };
}
