import { endTime } from '../../../request/end-time.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { EndByPolicy } from './policy.ts';
import type { Subject } from './subject.ts';

/** How long somebody asks a token to live; undefined: they say nothing of it. */
export interface AskedLife {
  readonly expires_at?: number | null | undefined;
  readonly duration?: string | undefined;
}

/** What is left of a token's life; one that is over is followed by no end. */
export const whatIsLeft = ({ expires_at: end }: Subject, now: number): number | null =>
  end !== null && end > now ? end : null;

/** As long as it was to live before. */
export const asLongAgain = (
  { issued_at, expires_at }: Pick<Subject, 'issued_at' | 'expires_at'>,
  now: number,
): number | null => (expires_at === null ? null : now + (expires_at - issued_at));

/**
 * When a token ends that gets a new secret: as asked, or `usual` as far as the policies allow. Throws `invalid_request`
 * and `against_policy`.
 */
export function newEnd(
  tx: Tx,
  endByPolicy: EndByPolicy,
  { subject, asked, usual, now }: NewEnd,
): Promise<number | null> {
  const isSaid = asked?.expires_at !== undefined || asked?.duration !== undefined;
  const end = isSaid ? endTime(asked ?? {}, now) : usual;
  return endByPolicy(tx, { owner: subject.owner, access: subject.access, end, isSaid, now });
}

interface NewEnd {
  readonly subject: Pick<Subject, 'owner' | 'access'>;
  readonly asked: AskedLife | undefined;
  readonly usual: number | null;
  readonly now: number;
}
