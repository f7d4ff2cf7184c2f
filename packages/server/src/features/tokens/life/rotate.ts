import { parseDuration } from '@keywright/contract';
import { makeToken } from '../../../plane/make-token.ts';
import { tokenState } from '../../../plane/token-state.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { type AskedLife, asLongAgain, newEnd, whatIsLeft } from './new-end.ts';
import { refuseOvertaken } from './overtaken.ts';
import type { EndByPolicy } from './policy.ts';
import { proofOf, restartRotation, startRotation } from './queries.ts';
import type { Given, Rebirth } from './renew.ts';
import type { Subject } from './subject.ts';

const dayMs = 86_400_000;
const usualOverlapMs = dayMs;
const longestOverlapMs = 30 * dayMs;

export interface Rotation extends Rebirth {
  readonly asked: (AskedLife & { readonly overlap?: string | undefined }) | undefined;
  /** Whether the very token asks for it, which may not make or renew tokens beside. */
  readonly isByItself: boolean;
}

interface Rotated extends Given {
  /** Until when the old secret works at the latest. */
  readonly oldEndsAt: number;
}

/**
 * A new secret for an active token, while the one in use works until the first use of the new one, or the deadline. Throws
 * `conflict` for a token that is not active and for the later of two at once, `invalid_request`, `against_policy`, and
 * `beyond_own_rights` for a token that would lengthen its own life.
 */
export async function rotate(tx: Tx, endByPolicy: EndByPolicy, order: Rotation): Promise<Rotated> {
  const { subject, asked, before, now } = order;
  refuseInactive(subject, now);
  refuseOvertaken(before, await proofOf(tx, subject.id));
  const overlap = overlapMs(asked?.overlap);
  const usual = whatIsLeft(subject, now);
  const expiresAt = await newEnd(tx, endByPolicy, { subject, asked, usual, now });
  if (order.isByItself) refuseLonger(subject, expiresAt, now);
  const oldEndsAt = endOfOld(subject, { wanted: now + overlap, expiresAt, now });
  const { token, digest } = makeToken(subject.owner.kind, subject.id);
  // What nobody has used yet is what a second rotation takes away: programs go on with the secret that they have.
  const start = isUnderWay(subject, now) ? restartRotation : startRotation;
  await start(tx, subject.id, { digest, expiresAt, oldEndsAt, now });
  return {
    token,
    oldEndsAt,
    after: {
      issued_at: now,
      updated_at: now,
      expires_at: expiresAt,
      revoked_at: null,
      old_secret_ends_at: oldEndsAt,
    },
  };
}

function refuseInactive(subject: Subject, now: number): void {
  const state = tokenState(subject, now);
  if (state === 'active') return;
  throw new Problem('conflict', {
    message: `Only an active token is rotated, and this one is ${state}. Regenerate it.`,
  });
}

const isUnderWay = ({ old_secret_ends_at: end }: Subject, now: number) => end !== null && end > now;

/**
 * The old secret lives no longer than it would have without the rotation, nor than was said of it before: whoever holds it
 * must not keep it alive by rotating again.
 */
function endOfOld(subject: Subject, { wanted, expiresAt, now }: EndOfOld): number {
  const saidBefore = isUnderWay(subject, now) ? subject.old_secret_ends_at : null;
  const limits = [subject.expires_at, expiresAt, saidBefore].filter((end) => end !== null);
  return Math.min(wanted, ...limits);
}

interface EndOfOld {
  readonly wanted: number;
  /** Of the token, from now on. */
  readonly expiresAt: number | null;
  readonly now: number;
}

function overlapMs(text: string | undefined): number {
  if (text === undefined) return usualOverlapMs;
  const length = parseDuration(text);
  if (length !== undefined && length <= longestOverlapMs) return length;
  throw invalidField('overlap', 'Expected a duration such as 1h or 7d, at most 30 days.');
}

/** A token was given for so long: it can follow itself, and not outgrow that. */
function refuseLonger(subject: Subject, end: number | null, now: number): void {
  const most = asLongAgain(subject, now);
  if (most === null || (end !== null && end <= most)) return;
  throw new Problem('beyond_own_rights', {
    message:
      'A token that rotates itself lives no longer than it was to live so far. Ask for less, or let its owner renew it.',
  });
}
