import { type Cell, none } from './cell.ts';

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 minutes ago", "in 29 days"; `now` in milliseconds since 1970. */
export function relative(time: string, now: number): string {
  const away = Date.parse(time) - now;
  const size = Math.abs(away);
  const unit = units.find(([, ms]) => size >= ms);
  if (unit === undefined) return away > 0 ? 'in a moment' : 'just now';
  const count = Math.floor(size / unit[1]);
  const length = `${count} ${unit[0]}${count === 1 ? '' : 's'}`;
  return away > 0 ? `in ${length}` : `${length} ago`;
}

export const when = (time: string | null | undefined): Cell =>
  time ? { text: relative(time, Date.now()) } : none;

export const expiry = (time: string | null): Cell =>
  time === null ? { text: 'never' } : { text: relative(time, Date.now()) };

/** With the exact time, for a page about one thing. */
export const exactly = (time: string | null | undefined): Cell =>
  time ? { text: `${time.replace(/\.\d+Z$/, 'Z')} (${relative(time, Date.now())})` } : none;

export const exactExpiry = (time: string | null): Cell =>
  time === null ? { text: 'never' } : exactly(time);
