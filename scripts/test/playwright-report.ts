import { z } from 'zod';
import type { RunnerReport } from './counts.ts';

const spec = z.object({
  title: z.string(),
  tests: z.array(z.object({ projectName: z.string(), status: z.string() })),
});

interface Suite {
  specs: z.output<typeof spec>[];
  suites?: Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

/**
 * Reads what Playwright's `json` reporter wrote. A test that passed only at a second try counts as passed, and is named:
 * a browser on a busy machine is late now and then. An error outside of any test counts as failed.
 */
export function readPlaywrightReport(text: string): RunnerReport {
  const { suites, errors } = playwrightReport.parse(JSON.parse(text));
  const tests = suites.flatMap(testsOf);
  const ofStatus = (...wanted: string[]) => tests.filter(({ status }) => wanted.includes(status));
  return {
    passed: ofStatus('expected', 'flaky').length,
    failed: ofStatus('unexpected').length + errors.length,
    failures: ofStatus('unexpected').map(({ title }) => title),
    skipped: ofStatus('skipped').map(({ title }) => title),
    retried: ofStatus('flaky').map(({ title }) => title),
  };
}

function testsOf({ specs, suites = [] }: Suite): { title: string; status: string }[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ projectName, status }) => ({ title: `${projectName}: ${title}`, status })),
  );
  return [...own, ...suites.flatMap(testsOf)];
}
