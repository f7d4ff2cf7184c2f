import { expect, test } from 'vitest';
import { checkHistory } from './checker.ts';
import type { Answer, Question, Write } from './history.ts';

const write = (
  fact: string,
  value: boolean,
  start: number,
  end: number,
  outcome: Write['outcome'] = 'acknowledged',
): Write => ({ fact, value, start, end, outcome, how: `${fact} to ${value}` });
const unknown = (fact: string, value: boolean, start: number, end = Infinity): Write =>
  write(fact, value, start, end, 'unknown');
const answer = (isYes: boolean, start: number, end: number, question = 0): Answer => ({
  ...{ question, isYes, start, end, by: 0, why: '' },
});
const yes = (start: number, end: number, question = 0) => answer(true, start, end, question);
const no = (start: number, end: number, question = 0) => answer(false, start, end, question);

const made = write('secret', true, 0, 1);
const revoked = write('secret', false, 10, 20);
const active = write('active', true, 0, 1);
const questions: readonly Question[] = [
  { about: 'is the token valid', needs: ['secret', 'active'] },
  { about: 'who asks', needs: [] },
];

function found(writes: readonly Write[], ...answers: Answer[]): string[] {
  return checkHistory({ writes, questions, answers }).findings.map(({ kind }) => kind);
}

test.each<[string, Write[], Answer]>([
  ['a yes before the revoke', [made, active, revoked], yes(5, 6)],
  ['a yes while the revoke is under way', [made, active, revoked], yes(12, 13)],
  ['a yes that began before the acknowledgement, and came after it', [made, revoked], yes(19, 30)],
  ['a no while the revoke is under way', [made, active, revoked], no(12, 13)],
  ['a no that was given as soon as the revoke began', [made, active, revoked], no(5, 11)],
  ['a no after the revoke', [made, active, revoked], no(21, 22)],
  ['a no before the token was acknowledged', [made], yes(0.5, 0.7)],
  ['a yes about what was never changed', [], yes(1, 2, 1)],
  [
    'a yes after the restoring began',
    [made, active, write('active', false, 10, 20), write('active', true, 30, 40)],
    yes(21, 31),
  ],
  [
    'a no before the restored right was acknowledged',
    [made, active, write('active', false, 10, 20), write('active', true, 30, 40)],
    no(39, 45),
  ],
  ['a yes after a revoke of which nobody knows', [made, unknown('secret', false, 10)], yes(50, 51)],
  ['a no after a revoke of which nobody knows', [made, unknown('secret', false, 10)], no(50, 51)],
  [
    'a no after a later restoring, while the revoke may still come',
    [made, active, unknown('active', false, 10), write('active', true, 30, 40)],
    no(50, 51),
  ],
  [
    'a yes after two revokes at once, of which one is not acknowledged yet',
    [made, write('secret', false, 10, 100), write('secret', false, 11, 100)],
    yes(50, 51),
  ],
  [
    'either, where a revoke and a restoring overlapped',
    [made, write('active', false, 10, 30), write('active', true, 20, 40)],
    no(50, 51),
  ],
])('%s is in order', (_title, writes, given) => {
  expect(found(writes, given)).toEqual([]);
});

test.each<[string, Write[], Answer, string]>([
  ['a yes after the receipt', [made, active, revoked], yes(21, 22), 'stale yes'],
  ['a yes long after the receipt', [made, active, revoked], yes(5000, 5001), 'stale yes'],
  [
    'a yes of a token whose owner was deactivated',
    [made, active, write('active', false, 10, 20)],
    yes(21, 22),
    'stale yes',
  ],
  [
    'a yes after the second of two revokes, the first of which is still waiting',
    [made, write('secret', false, 10, 100), write('secret', false, 11, 12)],
    yes(50, 51),
    'stale yes',
  ],
  [
    'a yes between a receipt and the restoring that had not begun',
    [made, active, write('active', false, 10, 20), write('active', true, 30, 40)],
    yes(21, 29),
    'stale yes',
  ],
  [
    'a yes after a revoke that was repeated, because nobody knew of the first',
    [made, unknown('secret', false, 10, 15), write('secret', false, 20, 30)],
    yes(31, 32),
    'stale yes',
  ],
  [
    'a yes by a restoring that was over before the revoke began',
    [made, unknown('active', true, 5, 8), write('active', false, 10, 20)],
    yes(21, 22),
    'stale yes',
  ],
  ['a no of a token that nobody revoked', [made, active], no(5, 6), 'wrong no'],
  ['a no before the revoke began', [made, active, revoked], no(5, 9), 'wrong no'],
  ['a no about what was never changed', [], no(1, 2, 1), 'wrong no'],
  [
    'a no after the restored right was acknowledged',
    [made, active, write('active', false, 10, 20), write('active', true, 30, 40)],
    no(41, 42),
    'wrong no',
  ],
  [
    'a no by a revoke of which nobody knew, and which was over before the restoring',
    [made, active, unknown('active', false, 10, 20), write('active', true, 30, 40)],
    no(41, 42),
    'wrong no',
  ],
])('%s is found', (_title, writes, given, kind) => {
  expect(found(writes, given)).toEqual([kind]);
});

test('a finding shows what it contradicts, and how much was put to the test is counted', () => {
  const writes = [revoked, made, active];
  const given = [yes(5, 6), yes(12, 13), yes(21, 22), no(23, 24)];
  const { findings, ...counts } = checkHistory({ writes, questions, answers: given });
  expect(findings).toEqual([
    { kind: 'stale yes', answer: given[2], question: questions[0], writes: [made, revoked] },
  ]);
  expect(counts).toEqual({ answers: 4, yes: 3, mustBeNo: 2, mustBeYes: 1 });
});
