/** The middle of what was measured, and how far the quarters beside it reach. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spreadOf(measured: readonly number[]): Spread {
  return {
    median: quantile(measured, 0.5),
    low: quantile(measured, 0.25),
    high: quantile(measured, 0.75),
  };
}

/** The least of them that at least `share` (0 to 1) of all do not exceed. */
export function quantile(measured: readonly number[], share: number): number {
  const inOrder = measured.toSorted((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(inOrder.length * share) - 1)] ?? Number.NaN;
}

/** The median of the ratios round by round: what slowed both of a round slows neither against the other. */
export function medianRatio(of: readonly number[], to: readonly number[]): number {
  return quantile(
    of.map((one, round) => one / (to[round] ?? Number.NaN)),
    0.5,
  );
}
