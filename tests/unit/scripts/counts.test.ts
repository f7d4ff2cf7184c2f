import { expect, test } from 'vitest';
import { judge } from '../../../scripts/test/counts.ts';

const passed = { passed: 3, failed: 0, skipped: [] };

test('a runner that passed has passed', () => {
  expect(judge('vitest', 0, passed)).toEqual({ passed: 3, failed: 0, notes: [] });
});

test.each([
  ['that crashed before its report', null, undefined],
  ['that ran no test', 0, { passed: 0, failed: 0, skipped: [] }],
  ['that ended badly though all its tests passed', 1, passed],
  ['that was killed though all its tests passed', null, passed],
  ['whose tests failed though it ended well', 0, { ...passed, failed: 1 }],
  ['that skipped a test', 0, { ...passed, skipped: ['a test'] }],
])('a runner %s has failed', (_, exitCode, report) => {
  expect(judge('vitest', exitCode, report).failed).toBe(1);
});

test('what failed is named', () => {
  const { notes } = judge('vitest', 1, { ...passed, failed: 1, failures: ['signs in'] });
  expect(notes).toEqual(['failed: signs in']);
});

test('what was skipped is named', () => {
  const { notes } = judge('vitest', 0, { ...passed, skipped: ['sqlite: signs in'] });
  expect(notes).toEqual([expect.stringContaining('sqlite: signs in')]);
});
