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
    ...bounds.map((bound) => {
      const { what, measured, unit, atMost, atLeast } = bound;
      const limit = atMost === undefined ? `≥ ${atLeast} ${unit}` : `≤ ${atMost} ${unit}`;
      const isMet = measured <= (atMost ?? Infinity) && measured >= (atLeast ?? -Infinity);
      return `| ${what} | ${limit} | **${figure(measured)} ${unit}** | ${isMet ? 'met' : 'missed'} |`;
    }),
  ];
}

/** Three figures that count, and thousands apart. */
export function figure(number: number): string {
  if (number >= 100) return Math.round(number).toLocaleString('en');
  return number.toFixed(number >= 10 ? 1 : 2);
}
