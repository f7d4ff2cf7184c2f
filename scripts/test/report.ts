import { type Counts, sum } from './counts.ts';

export interface Result {
  readonly title: string;
  readonly seconds: number;
  readonly counts: Counts;
}

/** Prints how each step went, and last the line that counts all tests. Answers with the failures. */
export function report(results: readonly Result[]): number {
  const lines = results.map(({ title, seconds, counts: { passed, failed, notes } }) => [
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
    ...notes.map((note) => `       ${note}`),
  ]);
  const { passed, failed } = sum(results.map(({ counts }) => counts));
  process.stdout.write(`\n${lines.flat().join('\n')}\n\n${passed} passed, ${failed} failed\n`);
  return failed;
}
