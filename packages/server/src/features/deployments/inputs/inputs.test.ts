import { type UiSchema, uiSchema } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInputs } from './check-inputs.ts';

const schemaOf = (...inputs: readonly Readonly<Record<string, unknown>>[]): UiSchema =>
  uiSchema.parse({ inputs: inputs.map((one) => ({ label: 'A label', ...one })) });

const fieldsOf = (schema: UiSchema, value: unknown) =>
  checkInputs(schema, value).map(({ field }) => field);

const one = (input: Readonly<Record<string, unknown>>) => {
  const schema = schemaOf({ id: 'it', ...input });
  return (value: unknown) => checkInputs(schema, { it: value });
};

const options = [{ value: 'small' }, { value: 'large', label: 'Large' }, { value: 3 }];

test.each([
  ['text', { type: 'text' }, ['a', ''], [1, true, ['a'], { a: 1 }]],
  ['number', { type: 'number' }, [0, -1.5, 1e300], ['1', true, [], {}]],
  ['Checkbox', { type: 'Checkbox' }, [true, false], ['true', 1, 0]],
  ['RadioSelect', { type: 'RadioSelect', options }, ['small', 3], ['tiny', '3', ['small']]],
  ['RadioSelect of nothing', { type: 'RadioSelect' }, [], ['small']],
  ['CollectionSelect', { type: 'CollectionSelect', collection: 'Deployments' }, ['id'], [1, {}]],
  [
    'DaysAndHour',
    { type: 'DaysAndHour' },
    [{}, { run_days: '0,6', schedule: '23:59' }, { run_days: '', schedule: '00:00' }],
    [
      '0,6',
      [],
      { run_days: '7' },
      { run_days: '1,' },
      { run_days: [1] },
      { schedule: '24:00' },
      { schedule: '9:00' },
      { hour: 1 },
      JSON.parse('{"__proto__": "1"}'),
    ],
  ],
  [
    'array',
    { type: 'array', itemType: 'number' },
    [[], [1, 2]],
    ['1', {}, [1, 'a'], [[1]], [null]],
  ],
] as const)('%s takes what it says and nothing else', (_, input, good, bad) => {
  const check = one(input);
  for (const value of good) expect.soft(check(value), JSON.stringify(value)).toEqual([]);
  for (const value of bad) expect.soft(check(value), JSON.stringify(value)).not.toEqual([]);
});

test('a choice is the same in whichever order its keys stand', () => {
  const check = one({
    type: 'RadioSelect',
    options: [{ value: { zone: 'a', size: [1, { b: 2 }] } }],
  });
  expect(check({ size: [1, { b: 2 }], zone: 'a' })).toEqual([]);
  expect(check({ size: [{ b: 2 }, 1], zone: 'a' })).not.toEqual([]);
});

test('a long list looks at each option once, not once for each of its items', () => {
  let looks = 0;
  const value = {
    get size() {
      looks++;
      return 'large';
    },
  };
  const check = one({ type: 'array', itemType: 'RadioSelect', options: [{ value }] });
  const before = looks;
  expect(check(Array.from({ length: 1000 }, () => ({})))).toHaveLength(50);
  expect(looks - before).toBeLessThan(10);
});

test('a wrong item of a list, and a wrong part of a schedule, are named by their place', () => {
  const schema = schemaOf(
    { id: 'ports', type: 'array', itemType: 'number', minimum: 1 },
    { id: 'windows', type: 'array', itemType: 'DaysAndHour' },
  );
  const value = { ports: [80, 'x', 0], windows: [{ run_days: '1' }, { schedule: 'noon' }] };
  expect(fieldsOf(schema, value)).toEqual(['ports.1', 'ports.2', 'windows.1.schedule']);
});

test('bounds and steps of a number hold, and steps count from the minimum', () => {
  const check = one({ type: 'number', minimum: 0.1, maximum: '1', step: '0.1' });
  for (const value of [0.1, 0.3, 0.7, 1]) expect.soft(check(value), `${value}`).toEqual([]);
  for (const value of [0, 0.15, 1.1]) expect.soft(check(value), `${value}`).toHaveLength(1);
  expect(one({ type: 'number', step: 5 })(-10)).toEqual([]);
});

test('any multiple of a step fits it, however it is written in binary', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(1, 10, 100, 1000),
      (count, width, fraction) => {
        const step = width / fraction;
        expect(one({ type: 'number', step: `${step}` })(count * step)).toEqual([]);
      },
    ),
  );
});

test('what is required must be given, as more than nothing', () => {
  const schema = schemaOf(
    { id: 'name', type: 'text', required: true },
    { id: 'on', type: 'Checkbox', required: true },
    { id: 'note', type: 'text' },
  );
  expect(checkInputs(schema, { name: 'a', on: false })).toEqual([]);
  expect(fieldsOf(schema, { note: null })).toEqual(['name', 'on']);
  expect(fieldsOf(schema, { name: '', on: null, note: '' })).toEqual(['name', 'on']);
});

test('an input that is not shown is not missed, but holds nothing wrong either', () => {
  const schema = schemaOf(
    { id: 'kind', type: 'text' },
    { id: 'size', type: 'number', required: true, showIfAll: [{ field: 'kind', value: 'big' }] },
  );
  expect(checkInputs(schema, { kind: 'small' })).toEqual([]);
  expect(checkInputs(schema, { kind: 'small', size: 3 })).toEqual([]);
  expect(fieldsOf(schema, { kind: 'small', size: 'x' })).toEqual(['size']);
  expect(fieldsOf(schema, { kind: 'big' })).toEqual(['size']);
});

test('showIf decides where it is there: only true itself shows', () => {
  const needed = (showIf: unknown) => {
    const never = [{ field: 'a', value: 'something else' }];
    const schema = schemaOf(
      { id: 'a', type: 'number' },
      { id: 'b', type: 'text', required: true, showIf, showIfAll: never },
    );
    return fieldsOf(schema, { a: 5 }).includes('b');
  };
  expect(needed({ '>': [{ var: 'a' }, 4] })).toBe(true);
  expect(needed({ '==': [{ var: 'a' }, '5'] })).toBe(true);
  expect(needed({ '===': [{ var: 'a' }, '5'] })).toBe(false);
  expect(needed({ var: 'a' })).toBe(false);
  expect(needed({ method: ['a', 'constructor'] })).toBe(false);
});

test('names that JavaScript knows are no inputs, and can be inputs', () => {
  const schema = schemaOf(
    { id: 'constructor', type: 'text', required: true },
    { id: 'b', type: 'text', required: true, showIfAll: [{ field: 'toString', value: 'x' }] },
  );
  expect(fieldsOf(schema, {})).toEqual(['constructor']);
  expect(checkInputs(schema, { constructor: 'a' })).toEqual([]);
  expect(fieldsOf(schema, JSON.parse('{"constructor": "a", "__proto__": {}}'))).toEqual([
    '__proto__',
  ]);
});

test.each([[null], [undefined], ['text'], [1], [[]]])('%j is no set of inputs', (value) => {
  expect(fieldsOf(schemaOf(), value)).toEqual(['']);
});

test('a body of unknown keys is answered at a bounded length', () => {
  const value = Object.fromEntries(
    Array.from({ length: 5000 }, (_, at) => [`${at}`.repeat(99), 1]),
  );
  const errors = checkInputs(schemaOf(), value);
  expect(errors).toHaveLength(50);
  for (const { field } of errors) expect(field.length).toBeLessThanOrEqual(100);
});

const anyInput = fc.record(
  {
    id: fc.string({ minLength: 1, maxLength: 8 }),
    label: fc.constant('A label'),
    type: fc.constantFrom('text', 'number', 'Checkbox', 'RadioSelect', 'DaysAndHour'),
    required: fc.boolean(),
    options: fc.array(fc.record({ value: fc.jsonValue() }), { maxLength: 3 }),
    showIf: fc.jsonValue(),
    minimum: fc.integer(),
    step: fc.double({ noNaN: true, noDefaultInfinity: true }),
  },
  { requiredKeys: ['id', 'label', 'type'] },
);

test('whatever the schema and the value, there is an answer, and no message repeats a secret', () => {
  const secret = 'hunter2hunter2';
  fc.assert(
    fc.property(
      fc.uniqueArray(anyInput, { selector: ({ id }) => id }),
      fc.jsonValue(),
      (inputs, value) => {
        const schema = uiSchema.parse({
          inputs: inputs.map((input) => ({ ...input, sensitive: true })),
        });
        const values = Object.fromEntries(inputs.map(({ id }) => [id, [secret, value]]));
        expect(
          JSON.stringify(checkInputs(schema, values).map(({ message }) => message)),
        ).not.toContain(secret);
        expect(Array.isArray(checkInputs(schema, value))).toBe(true);
      },
    ),
  );
});
