import { z } from 'zod';
import type { RunnerReport } from './counts.ts';

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          /** Of every try, so that one which passed may have some. */
          failureMessages: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
});

/**
 * Reads what Vitest's `json` reporter wrote. A file that failed before its tests did counts as one. A test that passed
 * only at a second try counts as passed, and is named.
 */
export function readVitestReport(text: string): RunnerReport {
  const { testResults } = vitestReport.parse(JSON.parse(text));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const brokenFiles = testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const passed = tests.filter(({ status }) => status === 'passed');
  const failed = tests.filter(({ status }) => status === 'failed');
  return {
    passed: passed.length,
    failed: failed.length + brokenFiles.length,
    failures: [...failed.map(({ fullName }) => fullName), ...brokenFiles.map(({ name }) => name)],
    retried: passed
      .filter(({ failureMessages = [] }) => failureMessages.length > 0)
      .map(({ fullName }) => fullName),
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  };
}
