import { type Cell, none } from './cell.ts';

const units = [
  ['year', 'y', 365 * 86_400_000],
  ['month', 'mo', 30 * 86_400_000],
  ['day', 'd', 86_400_000],
  ['hour', 'h', 3_600_000],
  ['minute', 'min', 60_000],
] as const;

/** "3 minutes ago", "in 29 days"; `now` in milliseconds since 1970. */
export function relative(time: string, now: number): string {
  return said(time, now, ([name], count) => `${count} ${name}${count === 1 ? '' : 's'}`);
}

/** The same where a table has little room: "3min ago", "in 29d". */
const short = (time: string) => said(time, Date.now(), ([, unit], count) => `${count}${unit}`);

function said(
  time: string,
  now: number,
  length: (unit: (typeof units)[number], count: number) => string,
): string {
  const away = Date.parse(time) - now;
  const size = Math.abs(away);
  const unit = units.find(([, , ms]) => size >= ms);
  if (unit === undefined) return away > 0 ? 'in a moment' : 'just now';
  const words = length(unit, Math.floor(size / unit[2]));
  return away > 0 ? `in ${words}` : `${words} ago`;
}

export const when = (time: string | null | undefined): Cell =>
  time ? { text: short(time) } : none;

export const expiry = (time: string | null): Cell =>
  time === null ? { text: 'never' } : { text: short(time) };

/** With the exact time, for a page about one thing. */
export const exactly = (time: string | null | undefined): Cell =>
  time ? { text: `${time.replace(/\.\d+Z$/, 'Z')} (${relative(time, Date.now())})` } : none;

export const exactExpiry = (time: string | null): Cell =>
  time === null ? { text: 'never' } : exactly(time);
