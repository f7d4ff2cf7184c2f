import { isDeepStrictEqual } from 'node:util';
import type { ReportedStatus } from '@keywright/contract';
import { wireTime } from '../../../../request/time.ts';
import type { ReportedDeployment } from './parts-diff.ts';

/** How old the time in a stored status may become while nothing else of it changes. */
const refreshMs = 60_000;

/** What is to be stored, and whether anybody has to hear of it: not where only its time is new. */
export interface StatusDiff {
  /** JSON. */
  readonly text: string;
  readonly isNews: boolean;
}

/** `stored`: JSON, or null. Undefined: what is stored is right. */
export function statusDiff(
  stored: string | null,
  reported: NonNullable<ReportedDeployment['status']>,
  now: number,
): StatusDiff | undefined {
  const was = stored === null ? null : (JSON.parse(stored) as ReportedStatus);
  const { content, error } = reported;
  const is = { timestamp: wireTime(now), get_successful: error === null, content, error };
  const isNews = !was || was.error !== error || !isSame(was.content, content);
  if (!isNews && now - Date.parse(was.timestamp) < refreshMs) return undefined;
  return { text: JSON.stringify(is), isNews };
}

/** As JSON has it: what is left out and what is undefined are the same. */
const isSame = (a: unknown, b: unknown) =>
  isDeepStrictEqual(a, JSON.parse(JSON.stringify(b ?? null)));
