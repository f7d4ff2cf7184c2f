import type { HelmChart } from '@keywright/sdk';
import { jsonProblem, jsonText, jsonValue } from '../parts/json-text.ts';
import { inputErrors } from './input-errors.ts';
import { type Entered, entered, given, missingInputs } from './input-values.ts';

export type Schema = HelmChart['values_ui'];

/** A config while it is entered: by inputs where the chart says which there are, else as JSON. */
export interface ConfigDraft {
  readonly values: Entered;
  readonly text: string;
}

export const configDraft = (schema: Schema, stored: unknown): ConfigDraft => ({
  values: schema ? entered(schema, stored) : {},
  text: schema ? '' : jsonText(stored),
});

/** What a request carries. */
export const configSent = (schema: Schema, { values, text }: ConfigDraft): unknown =>
  schema ? given(schema, values) : jsonValue(text, {});

/** What can be seen to be wrong before anything is sent, by the ids of inputs; `config` for the JSON. */
export function configProblems(
  schema: Schema,
  { values, text }: ConfigDraft,
): Record<string, string> {
  if (schema) return missingInputs(schema, values);
  const problem = jsonProblem(text);
  return problem === null ? {} : { config: problem };
}

/** What the server found wrong. */
export const configErrors = (schema: Schema, error: unknown): Record<string, string> =>
  schema ? inputErrors(schema, error, 'config') : {};
