import { relativeTime, shortTime } from '../parts/times.ts';
import { type ExpiryChoice, expiryOf } from './expiry.ts';

export type ExpiryOf = 'token' | 'account';

const unended: Record<ExpiryOf, string> = {
  token:
    'It works until it is revoked. Choose a date where you can: forgotten tokens are found by others.',
  account: 'It works until somebody disables or deletes it.',
};

/** What follows from the choice of an end, in a sentence. */
export function expiryWords(of: ExpiryOf, choice: ExpiryChoice, date: string): string {
  const now = Date.now();
  const at = expiryOf(choice, date, now);
  if (at === undefined) {
    return choice === 'length'
      ? `Write how long the ${of} works: m, h, d, w and y count minutes to years of 365 days.`
      : `Choose the last day on which the ${of} works.`;
  }
  if (at === null) return unended[of];
  const when = `${shortTime(at)} (${relativeTime(at, now)})`;
  return of === 'token'
    ? `It stops working on ${when}.`
    : `It and all its tokens stop working on ${when}. A later date brings them back.`;
}
