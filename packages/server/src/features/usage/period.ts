import { countsKeptDays, mostHourlyDays } from '@keywright/contract';
import { invalidField } from '../../request/problem.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usualDays = 30;

/** What is looked at, in buckets of one size; from the start of one. All in milliseconds, since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly bucket: 'hour' | 'day';
  readonly sizeMs: number;
}

interface Query {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly bucket?: 'hour' | 'day' | undefined;
}

/** The period a request asks for. Throws `invalid_request` for one that is empty, or too long for its buckets. */
export function periodOf({ from, to, bucket = 'day' }: Query, now: number): Period {
  const sizeMs = bucket === 'hour' ? hourMs : dayMs;
  const end = Math.min(to ?? now, now);
  const asked = from ?? end - usualDays * dayMs;
  if (asked >= end) throw invalidField('from', 'Must be before to, and not in the future.');
  const begin = Math.max(asked, now - countsKeptDays * dayMs);
  if (bucket === 'hour' && end - begin > mostHourlyDays * dayMs) {
    throw invalidField('bucket', `By the hour, ask for at most ${mostHourlyDays} days at a time.`);
  }
  return { from: begin - (begin % sizeMs), to: end, bucket, sizeMs };
}

/** When its buckets begin. */
export function startsOf({ from, to, sizeMs }: Period): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at += sizeMs) starts.push(at);
  return starts;
}
