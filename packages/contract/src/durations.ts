const unitMs = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
} as const;

const form = /^(?:\d{1,9}[smhdwy])+$/;
const part = /(\d{1,9})([smhdwy])/g;
/** A token that outlives everybody who could answer for it is "never", which is said in another way. */
export const maxDurationMs = 100 * unitMs.y;

/**
 * The length in milliseconds of a duration such as `24h`, `30d`, `1y` or `1h30m` (a year is 365 days),
 * or undefined where the text is not one, is zero, or is longer than 100 years.
 */
export function parseDuration(text: string): number | undefined {
  if (!form.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(part)) {
    total += Number(count) * unitMs[unit as keyof typeof unitMs];
  }
  return total > 0 && total <= maxDurationMs ? total : undefined;
}
