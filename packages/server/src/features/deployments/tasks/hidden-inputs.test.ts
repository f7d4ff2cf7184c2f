import type { TaskOperation, UiSchema } from '@keywright/contract';
import { expect, test } from 'vitest';
import { hiddenInputsOf, shownOperation } from './hidden-inputs.ts';

const schema: UiSchema = {
  inputs: [
    { id: 'user', type: 'text', label: 'User' },
    { id: 'password', type: 'text', label: 'Password', sensitive: true },
  ],
};
const chart = '00000000-0000-7000-8000-000000000001';
const values = { user: 'ada', password: 'hunter2' };
const shown = { user: 'ada', password: '•••' };

test('sensitive inputs are those that the chart calls so', () => {
  expect(hiddenInputsOf(schema)).toEqual(['password']);
  expect(hiddenInputsOf(null)).toEqual([]);
});

test.each([
  [
    { InvokeAction: { helm_chart_id: chart, action_id: 'rename', body: values } },
    { InvokeAction: { helm_chart_id: chart, action_id: 'rename', body: shown } },
  ],
  [
    { Install: { helm_chart_id: chart, config_inputs: values, values_override: null } },
    { Install: { helm_chart_id: chart, config_inputs: shown, values_override: null } },
  ],
  [
    {
      Upgrade: {
        helm_chart_id: chart,
        prev_helm_chart_id: null,
        config_inputs: values,
        config_delta: { user: ['eve', 'ada'], password: [null, 'hunter2'] },
        values_override: null,
      },
    },
    {
      Upgrade: {
        helm_chart_id: chart,
        prev_helm_chart_id: null,
        config_inputs: shown,
        config_delta: { user: ['eve', 'ada'], password: [null, '•••'] },
        values_override: null,
      },
    },
  ],
  [{ Uninstall: {} }, { Uninstall: {} }],
])('readers do not see them in %j', (operation, expected) => {
  expect(shownOperation(operation as TaskOperation, ['password'])).toEqual(expected);
});

test('whether there is a value is no secret, and a body of another form is shown as it is', () => {
  const invoked = (body: unknown) =>
    ({ InvokeAction: { helm_chart_id: chart, action_id: 'rename', body } }) as TaskOperation;
  expect(shownOperation(invoked({ password: null }), ['password'])).toEqual(
    invoked({ password: null }),
  );
  expect(shownOperation(invoked(null), ['password'])).toEqual(invoked(null));
});
