import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLogic } from './json-logic.ts';

const data = { size: 'large', count: 3, on: true, tags: ['a', 'b'], deep: { list: [{ x: 1 }] } };

test.each([
  [{ var: 'size' }, 'large'],
  [{ var: 'deep.list.0.x' }, 1],
  [{ var: ['gone', 7] }, 7],
  [{ var: 'gone' }, null],
  [{ var: 'constructor' }, null],
  [{ var: '' }, data],
  [{ '==': [{ var: 'count' }, '3'] }, true],
  [{ '===': [{ var: 'count' }, '3'] }, false],
  [{ '!=': [{ var: 'size' }, 'small'] }, true],
  [{ '!==': [1, 1] }, false],
  [{ '==': [null, 0] }, false],
  [{ '!': [{ var: 'on' }] }, false],
  [{ '!!': [[]] }, false],
  [{ '!': { var: 'gone' } }, true],
  [{ and: [{ var: 'on' }, { '>': [{ var: 'count' }, 2] }] }, true],
  [{ or: [false, { var: 'size' }] }, 'large'],
  [{ '<': [1, { var: 'count' }, 5] }, true],
  [{ '<=': [3, 3] }, true],
  [{ '>=': [2, 3] }, false],
  [{ in: ['b', { var: 'tags' }] }, true],
  [{ in: ['arg', { var: 'size' }] }, true],
  [{ in: ['a', 5] }, false],
  [{ if: [{ var: 'off' }, 1, { var: 'on' }, 2, 3] }, 2],
  [{ '?:': [false, 1] }, null],
  [true, true],
])('%j comes to %j', (rule, expected) => {
  expect(judgeLogic(rule, data)).toEqual(expected);
});

test.each([
  [{ log: 'x' }],
  [{ method: [{ var: 'size' }, 'toString'] }],
  [{ toString: [] }],
  [{ and: [true], or: [true] }],
  [{}],
])('%j is not judged', (rule) => {
  expect(judgeLogic(rule, data)).toBeUndefined();
});

test('a rule nested without end is not followed', () => {
  let rule: unknown = true;
  for (let depth = 0; depth < 10_000; depth++) rule = { '!': [rule] };
  expect(judgeLogic(rule, {})).toBeUndefined();
});

test('no rule and no data make it throw', () => {
  const operator = fc.constantFrom('var', '==', '<', 'in', 'and', 'or', '!', 'if', '>=', 'nothing');
  const { rule } = fc.letrec((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc
        .tuple(operator, fc.array(tie('rule'), { maxLength: 3 }))
        .map(([key, of]) => ({ [key]: of })),
    ),
  }));
  fc.assert(
    fc.property(rule, fc.jsonValue(), (one, given) => {
      judgeLogic(one, given);
    }),
  );
});
