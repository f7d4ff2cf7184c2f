import type { UiInput, UiSchema } from '@keywright/sdk';
import { expect, test } from 'vitest';
import { entered, given, isShown, missingInputs } from './input-values.ts';

const input = (id: string, more: Partial<UiInput>): UiInput => ({
  ...{ id, type: 'text', label: id },
  ...more,
});
const schema = (...inputs: UiInput[]): UiSchema => ({ inputs });

test('a form begins with what is set, else with what the chart proposes', () => {
  const all = schema(
    input('name', { initialValue: 'web' }),
    input('replicas', { type: 'number', initialValue: 2 }),
    input('debug', { type: 'Checkbox' }),
  );
  expect(entered(all, undefined)).toEqual({ name: 'web', replicas: '2', debug: false });
  expect(entered(all, { name: 'shop', replicas: 0, debug: true })).toEqual({
    name: 'shop',
    replicas: '0',
    debug: true,
  });
});

test('what was left empty is not sent, and numbers are sent as numbers', () => {
  const all = schema(
    input('name', {}),
    input('replicas', { type: 'number' }),
    input('ports', { type: 'array', itemType: 'number' }),
    input('debug', { type: 'Checkbox' }),
  );
  const values = { name: '', replicas: '2.5', ports: ['80', '', '443'], debug: false };
  expect(given(all, values)).toEqual({ replicas: 2.5, ports: [80, 443], debug: false });
  // For the server to say what it should be.
  expect(given(all, { replicas: 'many' })).toEqual({ replicas: 'many' });
});

test('what goes in comes out again', () => {
  const all = schema(
    input('size', { type: 'RadioSelect', options: [{ value: { cpu: 1 } }, { value: null }] }),
    input('when', { type: 'DaysAndHour' }),
    input('constructor', {}),
  );
  const stored = { size: { cpu: 1 }, when: { run_days: '1,2', schedule: '23:15' } };
  expect(given(all, entered(all, stored))).toEqual(stored);
});

test('an input that hangs on another is asked for, and missed, only with it', () => {
  const certificate = input('certificate', {
    required: true,
    showIfAll: [{ field: 'replicas', value: 2 }],
  });
  const all = schema(input('replicas', { type: 'number' }), certificate);
  expect(isShown(certificate, all, { replicas: '1' })).toBe(false);
  expect(missingInputs(all, { replicas: '1' })).toEqual({});
  expect(isShown(certificate, all, { replicas: '2' })).toBe(true);
  expect(Object.keys(missingInputs(all, { replicas: '2' }))).toEqual(['certificate']);
  expect(missingInputs(all, { replicas: '2', certificate: 'pem' })).toEqual({});
});

test('what hangs on a rule is shown, and never missed here: the server judges the rule', () => {
  const ruled = input('ruled', { required: true, showIf: { '==': [1, 2] } });
  expect(isShown(ruled, schema(ruled), {})).toBe(true);
  expect(missingInputs(schema(ruled), {})).toEqual({});
});
