import type { TokenPolicyEffect } from '@keywright/sdk';
import { counted } from '../tree/loss-words.ts';

type Reason = TokenPolicyEffect['items'][number]['because'][number];

const reasons: Record<Reason, string> = {
  life: 'It lives longer',
  never_ending: 'It never ends',
  full_access: 'It has full access',
};

/** "It never ends; it has full access" */
export function becauseWords(because: readonly Reason[]): string {
  const said = because.map((reason) => reasons[reason]).join('; ');
  return said.replaceAll('; It', '; it');
}

/** "365 days (about 1 year)"; without the second half where it would say the same. */
export function daysWords(days: number): string {
  const exact = counted(days, 'day');
  if (days >= 730) return `${exact} (about ${Math.round(days / 365)} years)`;
  if (days >= 360) return `${exact} (about 1 year)`;
  return days >= 60 ? `${exact} (about ${Math.round(days / 30.4)} months)` : exact;
}
