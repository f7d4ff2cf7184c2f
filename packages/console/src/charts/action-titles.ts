import { actionsIn, type HelmChart } from '@keywright/sdk';

/** What can be invoked on a deployment of this version. */
export const actionTitles = ({ actions_schema }: HelmChart): readonly string[] =>
  actionsIn(actions_schema).map(({ title }) => title);
