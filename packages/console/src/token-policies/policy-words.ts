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

/** "about 3 months"; undefined for so few days that they need no other word. */
export function aboutDays(days: number): string | undefined {
  if (days >= 730) return `about ${Math.round(days / 365)} years`;
  if (days >= 360) return 'about 1 year';
  return days >= 60 ? `about ${Math.round(days / 30.4)} months` : undefined;
}

/** "365 days (about 1 year)" */
export function daysWords(days: number): string {
  const about = aboutDays(days);
  const exact = counted(days, 'day');
  return about ? `${exact} (${about})` : exact;
}
