import type { Usage } from '@keywright/sdk';
import { shortDay, shortTime } from '../parts/times.ts';

type Counts = Usage['total'];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far back one can look. */
export const spans = [
  { value: `${dayMs}`, label: 'Last 24 hours' },
  { value: `${7 * dayMs}`, label: 'Last 7 days' },
  { value: `${30 * dayMs}`, label: 'Last 30 days' },
  { value: `${90 * dayMs}`, label: 'Last 90 days' },
] as const;
export const usualSpan = spans[2].value;

/** Every way a check can end badly, and what it is called. */
export const refusals = [
  ['denied', 'Permission missing'],
  ['rate_limited', 'Too often'],
  ['expired', 'Expired'],
  ['revoked', 'Revoked'],
  ['principal_inactive', 'Owner inactive'],
] as const satisfies readonly (readonly [keyof Counts, string])[];

export const refusedIn = (counts: Counts): number =>
  refusals.reduce((sum, [outcome]) => sum + counts[outcome], 0);

export const number = (count: number): string => count.toLocaleString('en');

/** "412 accepted, 3 refused". */
export const sumWords = (counts: Counts): string =>
  `${number(counts.accepted)} accepted, ${number(refusedIn(counts))} refused`;

/** When a bucket began, as people say it. */
export const bucketWords = (at: string, bucket: Usage['bucket']): string =>
  bucket === 'hour' ? shortTime(Date.parse(at)) : shortDay(Date.parse(at));
