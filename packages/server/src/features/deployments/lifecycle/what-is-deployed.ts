import type { DeploymentKindId, HelmChartId, UiSchema } from '@keywright/contract';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import { type ChartRow, readChart } from '../charts/queries.ts';
import { checkInputs } from '../inputs/check-inputs.ts';
import { refuseInputs } from '../inputs/refuse-inputs.ts';

/** A chart that can be deployed as this kind. Throws `not_found` and `invalid_request`, naming the field. */
export async function chartOfKind(
  db: Db,
  id: HelmChartId,
  kindId: DeploymentKindId,
): Promise<ChartRow> {
  const chart = await readChart(db, id);
  if (!chart) {
    throw new Problem('not_found', { message: 'helm_chart_id: There is no such chart.' });
  }
  if (chart.kind_id !== kindId) {
    throw invalidField('helm_chart_id', 'This chart is of another deployment kind.');
  }
  if (chart.error !== null) {
    throw invalidField('helm_chart_id', `This chart cannot be deployed: ${chart.error}`);
  }
  if (chart.is_available === 0) {
    throw invalidField('helm_chart_id', 'This chart is not available any more.');
  }
  return chart;
}

/** Throws `invalid_request` naming every input that is not as the chart says. */
export function refuseUnfit({ values_ui }: ChartRow, config: unknown): void {
  const schema = JSON.parse(values_ui) as UiSchema | null;
  if (schema !== null) refuseInputs('config', checkInputs(schema, config));
}
