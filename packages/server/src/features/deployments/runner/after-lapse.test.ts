import { taskOperations } from '@keywright/contract';
import { expect, test } from 'vitest';
import { afterLapse } from './after-lapse.ts';

const repeatable = taskOperations.filter((one) => one !== 'InvokeAction');

test.each(repeatable)('%s is done again, up to five times', (operation) => {
  for (const attempts of [1, 2, 3, 4]) {
    expect(afterLapse(operation, attempts)).toEqual({ kind: 'again' });
  }
  expect(afterLapse(operation, 5)).toEqual({
    kind: 'failed',
    reason: 'The runner stopped 5 times while this ran.',
  });
});

test('an invoked action is never done again', () => {
  expect(afterLapse('InvokeAction', 1)).toMatchObject({ kind: 'failed' });
});
