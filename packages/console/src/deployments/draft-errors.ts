import { fieldErrors } from '../parts/field-errors.ts';
import { jsonProblem } from '../parts/json-text.ts';
import { configErrors, configProblems } from '../ui-inputs/config.ts';
import type { DeploymentDraft } from './deployment-form.tsx';

/** What can be seen to be wrong with a draft before it is sent, by the names of its fields. */
export function draftProblems({
  chart,
  config,
  override,
}: DeploymentDraft): Record<string, string> {
  const wrongJson = jsonProblem(override);
  return {
    ...(chart ? configProblems(chart.values_ui, config) : { helm_chart_id: 'Choose a version.' }),
    ...(wrongJson !== null && { values_override: wrongJson }),
  };
}

/** What the server found wrong with it. */
export const draftErrors = (
  { chart }: DeploymentDraft,
  error: unknown,
): Record<string, string> => ({
  ...fieldErrors(error),
  ...configErrors(chart?.values_ui ?? null, error),
});
