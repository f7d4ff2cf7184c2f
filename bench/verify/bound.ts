/** A number that was promised, and what came of it. */
export interface Bound {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** A table that says of each whether it was met. */
export function boundsTable(bounds: readonly Bound[]): string[] {
  return [
    '| promised | bound | measured | |',
    '|---|--:|--:|---|',
    ...bounds.map(({ what, measured, unit, atMost, atLeast }) => {
      const limit = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
      const isMet = measured <= (atMost ?? Infinity) && measured >= (atLeast ?? -Infinity);
      return `| ${what}, ${unit} | ${limit} | **${figure(measured)}** | ${isMet ? 'met' : 'missed'} |`;
    }),
  ];
}

/** Three figures that count, and thousands apart. */
export function figure(number: number): string {
  if (Number.isInteger(number)) return number.toLocaleString('en');
  if (number >= 100) return Math.round(number).toLocaleString('en');
  return number.toFixed(number >= 10 ? 1 : 2);
}
