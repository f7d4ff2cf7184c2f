import type { AskedPlane } from './asked-plane.ts';

export interface Misses {
  /** Statements that one check of a token needs that is not cached, at the most; and a thousand at once of the same. */
  readonly statements: number;
  readonly statementsOfMany: number;
  /** Microseconds for each check of one that is not cached. */
  readonly micros: readonly number[];
}

const atOnce = 1000;

/** Asks about tokens that are not cached: first one after the other, then a thousand times about the last. */
export async function measureMisses(
  plane: AskedPlane,
  statements: () => number,
  texts: readonly string[],
): Promise<Misses> {
  const micros: number[] = [];
  const needed: number[] = [];
  for (const text of texts.slice(1)) {
    const before = statements();
    const start = performance.now();
    await plane.verify(text);
    micros.push((performance.now() - start) * 1000);
    needed.push(statements() - before);
  }
  const before = statements();
  await Promise.all(Array.from({ length: atOnce }, () => plane.verify(texts[0] ?? '')));
  return {
    micros,
    statements: Math.max(...needed),
    statementsOfMany: statements() - before,
  };
}
