/** How many tests went which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What a reader must know beyond the runner's own output: crashes, skipped tests. */
  readonly notes: readonly string[];
}

export const onePassed: Counts = { passed: 1, failed: 0, notes: [] };

export const oneFailed = (note: string): Counts => ({ passed: 0, failed: 1, notes: [note] });

export function sum(all: readonly Counts[]): { passed: number; failed: number } {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
  };
}

export interface RunnerReport {
  readonly passed: number;
  readonly failed: number;
  /** What failed, by title. */
  readonly failures?: readonly string[];
  /** Titles of tests that the runner left out. */
  readonly skipped: readonly string[];
  /** Titles of tests that passed at a second try alone. */
  readonly retried?: readonly string[];
}

/** Tests that may be left out, by title, each with its reason beside it. None may at present. */
const maySkip: ReadonlySet<string> = new Set();

/**
 * A runner's own account, held to its exit code: one that crashed, ran nothing or skipped a test has
 * failed, whatever it counted.
 */
export function judge(
  runner: string,
  exitCode: number | null,
  report: RunnerReport | undefined,
): Counts {
  if (report === undefined) return oneFailed(`${runner} ended (${exitCode}) without a report`);

  const skipped = report.skipped.filter((title) => !maySkip.has(title));
  const notes = [
    ...(report.failures ?? []).map((title) => `failed: ${title}`),
    ...skipped.map((title) => `skipped, which counts as failed: ${title}`),
    ...(report.retried ?? []).map((title) => `passed at a second try: ${title}`),
  ];
  const failed = report.failed + skipped.length;
  if (report.passed + failed === 0) return oneFailed(`${runner} ran no test`);
  if (exitCode !== 0 && failed === 0) {
    return {
      passed: report.passed,
      failed: 1,
      notes: [...notes, `${runner} ended with ${exitCode}`],
    };
  }
  return { passed: report.passed, failed, notes };
}
