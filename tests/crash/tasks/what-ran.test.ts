import { expect, test } from 'vitest';
import { checkTasks, type EndedTask, type Run } from './what-ran.ts';

const run = (change: Partial<Run> = {}): Run => ({
  ...{ taskId: 'a', deploymentId: 'd', attempt: 1, from: 0, to: 10 },
  ...{ result: 'acknowledged', lines: [] },
  ...change,
});
const task = (change: Partial<EndedTask> = {}): EndedTask => ({
  ...{ id: 'a', operation: 'Install', status: 'Done', reason: null, attempts: 1 },
  ...{ finished: true, output: '' },
  ...change,
});
const lapsed = { status: 'Failed', reason: 'The runner stopped while this ran; it may …' };

test.each<[string, Run[], EndedTask[]]>([
  ['a task that was done', [run({ lines: ['one'] })], [task({ output: 'one\n' })]],
  ['one whose result’s answer was lost', [run({ result: 'unknown' })], [task()]],
  [
    'one that was taken up again',
    [run({ result: 'not sent' }), run({ attempt: 3, from: 20, to: 30 })],
    [task({ attempts: 3 })],
  ],
  ['an action that may have happened', [], [task({ ...lapsed, operation: 'InvokeAction' })]],
  ['one that was given up', [], [task({ ...lapsed, attempts: 5 })]],
])('nothing is wrong with %s', (_what, runs, tasks) => {
  expect(checkTasks(['a'], runs, tasks)).toEqual([]);
});

test.each<[string, Run[], EndedTask[], string]>([
  ['is not there', [], [], 'lost: a'],
  ['nobody asked for', [run()], [task(), task({ id: 'b' })], 'asked for by nobody: b'],
  ['still waits', [], [task({ status: 'Pending', finished: false })], 'is Pending in the end'],
  ['has not ended', [run()], [task({ finished: false })], 'has no time'],
  [
    'was done twice',
    [run(), run({ attempt: 2, from: 10, to: 20 })],
    [task({ attempts: 2 })],
    '2 times',
  ],
  ['was done and forgotten', [run()], [task({ ...lapsed, attempts: 5 })], 'acknowledged as done'],
  ['nobody did', [run({ result: 'not sent' })], [task()], 'no runner said so'],
  ['failed by itself', [], [task({ status: 'Failed', reason: 'oops' })], 'failed, because: oops'],
  ['was given up early', [], [task({ ...lapsed, attempts: 2 })], 'failed, because'],
  [
    'was taken up again though it may have happened',
    [],
    [task({ ...lapsed, operation: 'InvokeAction', attempts: 2 })],
    'failed, because',
  ],
  [
    'was handed out more often than counted',
    [run({ result: 'unknown' }), run({ attempt: 2, from: 10, to: 20, result: 'unknown' })],
    [task()],
    '2 times in 1 attempts',
  ],
  [
    'was handed to two in one attempt',
    [run({ result: 'unknown' }), run({ from: 10, to: 20, result: 'unknown' })],
    [task({ attempts: 2 })],
    'twice in one attempt',
  ],
  ['lost its output', [run({ lines: ['one'] })], [task()], 'lost what it printed: one'],
  [
    'ran twice at once',
    [run({ result: 'not sent' }), run({ attempt: 2, from: 9, to: 20 })],
    [task({ attempts: 2 })],
    'at once on one deployment',
  ],
])('a task that %s is found', (_what, runs, tasks, says) => {
  expect(checkTasks(['a'], runs, tasks).join('\n')).toContain(says);
});
