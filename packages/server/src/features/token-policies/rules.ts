import type { TokenAccess, TokenPolicyEffect } from '@keywright/contract';

/** What tokens may be made, as one policy says it. */
export interface Rules {
  /** The longest a token may live from now on, in days; null: any time. */
  readonly max_life_days: number | null;
  readonly allows_never_ending: boolean;
  readonly allows_full_access: boolean;
  /** How often each token may be used; null: as often as one likes. No token breaks it by what it is. */
  readonly max_requests_per_minute: number | null;
}

/** What holds where no policy was set. */
export const everythingAllowed: Rules = {
  max_life_days: null,
  allows_never_ending: true,
  allows_full_access: true,
  max_requests_per_minute: null,
};

export interface JudgedToken {
  readonly access: TokenAccess;
  /** Milliseconds since 1970; null: never. */
  readonly end: number | null;
}

export type Breach = TokenPolicyEffect['items'][number]['because'][number];

const dayMs = 86_400_000;

/** The latest end that a policy with a longest life lets a token have that is made now, in milliseconds since 1970. */
export const latestEnd = (maxLifeDays: number, now: number): number => now + maxLifeDays * dayMs;

/** How a token would break the policy if it were made now, as it is. A never-ending one outlives any longest life. */
export function breaches(rules: Rules, { access, end }: JudgedToken, now: number): Breach[] {
  const { max_life_days: most } = rules;
  const isTooLong = end !== null && most !== null && end > latestEnd(most, now);
  const isEndless = end === null && (!rules.allows_never_ending || most !== null);
  return [
    ...(isTooLong ? (['life'] as const) : []),
    ...(isEndless ? (['never_ending'] as const) : []),
    ...(access === 'full' && !rules.allows_full_access ? (['full_access'] as const) : []),
  ];
}

/** The latest end of all that these policies allow; null: never. */
export function latestOf(all: readonly Rules[], now: number): number | null {
  const most = all.map(({ max_life_days: days }) => days).filter((days) => days !== null);
  return most.length === 0 ? null : latestEnd(Math.min(...most), now);
}
