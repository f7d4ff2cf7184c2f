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

/** The exact time in the reader's own zone, which it names. */
export const exactTime = (at: number): string => exact.format(at);

/** The day alone: "Dec 22, 2026". */
export const shortDay = (at: number): string => day.format(at);

export const shortTime = (at: number): string => short.format(at);
