import type { UiSchema } from '@keywright/sdk';
import { fieldErrors } from '../parts/field-errors.ts';

/** What the server says about single inputs, by their ids; it names them below a field of the body, `config.replicas`. */
export function inputErrors(
  { inputs }: UiSchema,
  error: unknown,
  field: string,
): Record<string, string> {
  const said = Object.entries(fieldErrors(error));
  return Object.fromEntries(
    inputs.flatMap(({ id }) => {
      const path = `${field}.${id}`;
      const found = said.find(([name]) => name === path || name.startsWith(`${path}.`));
      return found ? [[id, found[1]]] : [];
    }),
  );
}
