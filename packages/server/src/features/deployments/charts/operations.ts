import type { EndpointName } from '@keywright/contract';
import type { Operation } from '../../../request/operation.ts';
import { listDeploymentActionsOperation } from '../actions/list-actions.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { getHelmChartOperation, listHelmChartsOperation } from './read-charts.ts';
import { registerHelmChartOperation } from './register-chart.ts';

/** The operations on charts, and on the actions that they describe. */
export function chartOperations(needs: DeploymentNeeds) {
  return {
    listHelmCharts: listHelmChartsOperation(needs),
    registerHelmChart: registerHelmChartOperation(needs),
    getHelmChart: getHelmChartOperation(needs),
    listDeploymentActions: listDeploymentActionsOperation(needs),
  } satisfies Partial<Record<EndpointName, Operation>>;
}
