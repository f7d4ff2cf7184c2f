/** Nanoseconds, as whole numbers: `0.3s` must not become 299 ms on its way through binary fractions. */
const unitNs = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // U+00B5, the micro sign
  μs: 1_000n, // U+03BC, the Greek letter mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
} as const;
const nsInMs = 1_000_000n;

const form = /^\+?(?:(?:\d{1,19}(?:\.\d{0,19})?|\.\d{1,19})(?:[nuµμm]?s|[mhdwy]))+$/;
const part = /(\d*)(?:\.(\d*))?([a-zµμ]+)/g;
/** A token that outlives everybody who could answer for it is "never", which is said in another way. */
export const maxDurationMs = 100 * 365 * 86_400_000;

/**
 * The length in milliseconds of a duration such as `24h`, `30d`, `1y` or `1h30m` (a year is 365 days), or in Go's
 * notation, which also has fractions and smaller units: `1.5h`, `300ms`, `250000µs` (https://pkg.go.dev/time#ParseDuration;
 * what is beyond a whole millisecond is cut off). Undefined where the text is not one, is negative, is shorter than a
 * millisecond, or is longer than 100 years.
 */
export function parseDuration(text: string): number | undefined {
  if (text.length > maxLength || !form.test(text)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit] of text.matchAll(part)) {
    total += lengthOf(whole, fraction, unitNs[unit as keyof typeof unitNs]);
  }
  const ms = total / nsInMs;
  return ms > 0n && ms <= BigInt(maxDurationMs) ? Number(ms) : undefined;
}

/** Longer than anybody writes, and short enough to be read in no time. */
const maxLength = 200;

function lengthOf(whole: string, fraction: string, unit: bigint): bigint {
  return (
    BigInt(whole || '0') * unit + (BigInt(fraction || '0') * unit) / 10n ** BigInt(fraction.length)
  );
}
