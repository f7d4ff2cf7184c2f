/** Makes so many decisions. */
export type Work = (decisions: number) => void;

export interface Measured {
  /** For one decision. */
  readonly nanoseconds: number;
}

const rounds = 41;
const decisions = 20_000;

/** Each in turn, round by round, so that what else goes on at the machine slows all alike; the median of each. */
export function compare(works: readonly Work[]): Measured[] {
  for (const work of works) work(decisions);
  const took = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, work] of works.entries()) {
      const start = process.hrtime.bigint();
      work(decisions);
      took[i]?.push(Number(process.hrtime.bigint() - start) / decisions);
    }
  }
  return took.map((all) => ({ nanoseconds: median(all) }));
}

export function median(all: readonly number[]): number {
  const inOrder = all.toSorted((a, b) => a - b);
  return inOrder[Math.floor(inOrder.length / 2)] ?? 0;
}
