import type { HelmChart } from '@keywright/sdk';

/** What can be invoked on a deployment of this version, in either of Platz’s two forms. */
export function actionTitles({ actions_schema }: HelmChart): readonly string[] {
  if (actions_schema === null) return [];
  const actions = Array.isArray(actions_schema)
    ? actions_schema.map(({ spec }) => spec)
    : actions_schema.actions;
  return actions.map(({ title }) => title);
}
