const steps = [
  ['year', 31_536_000],
  ['month', 2_635_200],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const short = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** "3 minutes ago", "in 30 days"; within a minute of now, "just now". */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, length] of steps) {
    // A little early, so that what was made a second ago to last 24 hours does not read "in 24 hours".
    if (Math.abs(seconds) >= length * 0.99) {
      return relative.format(Math.round(seconds / length), unit);
    }
  }
  return seconds > 0 ? 'in a moment' : 'just now';
}

/** "in 23 h 54 m", "in 6 d 23 h"; from a week on, and once it has passed, as `relativeTime` says it. */
export function remainingTime(at: number, now: number): string {
  const minutes = Math.floor((at - now) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1 || hours >= 7 * 24) return relativeTime(at, now);
  if (hours < 1) return `in ${minutes} m`;
  if (hours < 24) return `in ${hours} h ${minutes % 60} m`;
  return `in ${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The exact time in the reader's own zone, which it names. */
export const exactTime = (at: number): string => exact.format(at);

/** The day alone: "Dec 22, 2026". */
export const shortDay = (at: number): string => day.format(at);

export const shortTime = (at: number): string => short.format(at);

/** The time of day with its seconds, for what happens while one looks on. */
export const clockTime = (at: number): string => clock.format(at);

/**
 * When a day begins that a field holds (`2026-12-22`), for a filter of the server; days are the reader's own. "Until" a
 * day includes it, while the server's `until` excludes its moment: one day is added to it.
 */
export function startOfDay(date: string, plusDays: number): string {
  const at = new Date(`${date}T00:00:00`);
  if (Number.isNaN(at.getTime())) return date;
  at.setDate(at.getDate() + plusDays);
  return at.toISOString();
}

/** "0.4 s", "45 s", "3 min 5 s", "2 h 5 min". */
export function durationWords(ms: number): string {
  if (ms > 0 && ms < 100) return 'less than 0.1 s';
  const seconds = Math.max(0, ms) / 1000;
  const whole = Math.round(seconds);
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
