import { expect, test } from 'vitest';
import { readPlaywrightReport } from '../../../scripts/test/playwright-report.ts';
import { readVitestReport } from '../../../scripts/test/vitest-report.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'x.test.ts',
  status,
  assertionResults: tests.map((one) => ({ fullName: `a test that ${one}`, status: one })),
});

test('vitest: tests are counted, and a file that broke before its tests counts as one', () => {
  const testResults = [
    file('passed', 'passed', 'passed', 'pending', 'todo'),
    file('failed', 'failed', 'passed'),
    file('failed'),
    file('failed', 'passed'),
  ];
  expect(readVitestReport(JSON.stringify({ testResults }))).toEqual({
    passed: 4,
    failed: 3,
    failures: ['a test that failed', 'x.test.ts', 'x.test.ts'],
    skipped: ['a test that pending', 'a test that todo'],
    retried: [],
  });
});

test('vitest: one that passed at a second try is named', () => {
  const late = { fullName: 'was late', status: 'passed', failureMessages: ['too late'] };
  const testResults = [{ name: 'x.test.ts', status: 'passed', assertionResults: [late] }];
  const { passed, failed, retried } = readVitestReport(JSON.stringify({ testResults }));
  expect({ passed, failed, retried }).toEqual({ passed: 1, failed: 0, retried: ['was late'] });
});

test('playwright: tests are counted in nested suites, and errors outside of tests count too', () => {
  const spec = (...statuses: string[]) => ({
    title: 'signs in',
    tests: statuses.map((status) => ({ projectName: 'sqlite', status })),
  });
  const suites = [
    { specs: [spec('expected', 'expected')], suites: [{ specs: [spec('unexpected', 'flaky')] }] },
    { specs: [spec('skipped')] },
  ];
  const errors = [{ message: 'global setup failed' }];
  expect(readPlaywrightReport(JSON.stringify({ suites, errors }))).toEqual({
    passed: 3,
    failed: 2,
    failures: ['sqlite: signs in'],
    skipped: ['sqlite: signs in'],
    retried: ['sqlite: signs in'],
  });
});
