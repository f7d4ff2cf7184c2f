import type { TokenPolicy } from '@keywright/sdk';

/** A policy as its form holds it. */
export interface PolicyDraft {
  readonly isLimited: boolean;
  /** As it was typed. */
  readonly days: string;
  readonly allowsNeverEnding: boolean;
  readonly allowsFullAccess: boolean;
  readonly isRated: boolean;
  /** As it was typed. */
  readonly perMinute: string;
}

type Rules = Pick<
  TokenPolicy,
  'max_life_days' | 'allows_never_ending' | 'allows_full_access' | 'max_requests_per_minute'
>;

export const draftOfPolicy = (policy: Rules): PolicyDraft => ({
  isLimited: policy.max_life_days !== null,
  days: policy.max_life_days === null ? '365' : `${policy.max_life_days}`,
  allowsNeverEnding: policy.allows_never_ending,
  allowsFullAccess: policy.allows_full_access,
  isRated: policy.max_requests_per_minute !== null,
  perMinute: `${policy.max_requests_per_minute ?? 600}`,
});

/** The longest that a policy can name: 100 years. */
const maxDays = 36_500;

/** Why the number of days is none, or undefined. */
export function daysProblem({ isLimited, days }: PolicyDraft): string | undefined {
  if (!isLimited) return undefined;
  const number = Number(days);
  if (days.trim() === '' || !Number.isInteger(number) || number < 1) {
    return 'Give a whole number of days, at least 1.';
  }
  return number > maxDays ? `At most ${maxDays.toLocaleString('en')} days.` : undefined;
}

const maxPerMinute = 1_000_000;

/** The same of the number of uses. */
export function usesProblem({ isRated, perMinute }: PolicyDraft): string | undefined {
  if (!isRated) return undefined;
  const number = Number(perMinute);
  if (perMinute.trim() === '' || !Number.isInteger(number) || number < 1) {
    return 'Give a whole number of uses, at least 1.';
  }
  return number > maxPerMinute ? `At most ${maxPerMinute.toLocaleString('en')} uses.` : undefined;
}

/** What a request says of a draft without problems. A token without an end outlives any limit. */
export const rulesOf = (draft: PolicyDraft): Rules => ({
  max_life_days: draft.isLimited ? Number(draft.days) : null,
  allows_never_ending: draft.allowsNeverEnding && !draft.isLimited,
  allows_full_access: draft.allowsFullAccess,
  max_requests_per_minute: draft.isRated ? Number(draft.perMinute) : null,
});

export const isSamePolicy = (a: PolicyDraft, b: PolicyDraft): boolean =>
  JSON.stringify(rulesOf(a)) === JSON.stringify(rulesOf(b));
