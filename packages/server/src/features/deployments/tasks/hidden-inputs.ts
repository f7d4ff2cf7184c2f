import type { TaskOperation, UiSchema } from '@keywright/contract';
import { areInputValues } from '../inputs/input-error.ts';

/** What readers are shown in place of a sensitive input. */
export const hidden = '•••';

/** The ids of the inputs that a chart's schema calls sensitive; null: it has no schema. */
export function hiddenInputsOf(schema: UiSchema | null | undefined): string[] {
  return (schema?.inputs ?? []).filter(({ sensitive }) => sensitive === true).map(({ id }) => id);
}

/**
 * An operation as readers see it. The runner gets the values themselves, so they are stored; which of them to hide is
 * stored beside them, because the task outlives the chart that says so.
 */
export function shownOperation(operation: TaskOperation, hiddenIds: readonly string[]) {
  if (hiddenIds.length === 0) return operation;
  const ids = new Set(hiddenIds);
  if ('InvokeAction' in operation) {
    const { InvokeAction: invoked } = operation;
    return { InvokeAction: { ...invoked, body: shownInputs(invoked.body, ids) } };
  }
  if ('Install' in operation) {
    const { Install: installed } = operation;
    const config_inputs = shownInputs(installed.config_inputs, ids);
    return { Install: { ...installed, config_inputs } };
  }
  if ('Upgrade' in operation) {
    const { Upgrade: upgraded } = operation;
    const config_inputs = shownInputs(upgraded.config_inputs, ids);
    return { Upgrade: { ...upgraded, config_inputs, config_delta: shownDelta(upgraded, ids) } };
  }
  return operation;
}

type Upgrade = Extract<TaskOperation, { Upgrade: unknown }>['Upgrade'];

function shownDelta({ config_delta: delta }: Upgrade, ids: ReadonlySet<string>) {
  if (delta === null) return null;
  return Object.fromEntries(
    Object.entries(delta).map(([id, change]) => [id, ids.has(id) ? change.map(masked) : change]),
  );
}

/** The inputs of an action or a deployment with what is sensitive hidden. */
export function shownInputs(inputs: unknown, ids: ReadonlySet<string>): unknown {
  if (!areInputValues(inputs)) return inputs;
  return Object.fromEntries(
    Object.entries(inputs).map(([id, value]) => [id, ids.has(id) ? masked(value) : value]),
  );
}

/** Whether there is a value is no secret. */
const masked = (value: unknown) => (value === null || value === undefined ? value : hidden);
