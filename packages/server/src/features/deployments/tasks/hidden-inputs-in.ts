import type { HelmChartId, TaskOperation, UiSchema } from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';
import { findAction } from '../actions/action-refusal.ts';
import { hiddenInputsOf } from './hidden-inputs.ts';
import { readSchemas } from './queries.ts';

/** The ids of the inputs in an operation that its charts call sensitive, now that they are there to say so. */
export async function hiddenInputsIn(db: Db, operation: TaskOperation): Promise<string[]> {
  if ('InvokeAction' in operation) {
    const { helm_chart_id, action_id } = operation.InvokeAction;
    const [chart] = await readSchemas(db, [helm_chart_id]);
    return hiddenInputsOf(chart && findAction(chart.actions_schema, action_id)?.ui_schema);
  }
  const charts = await readSchemas(db, chartsOf(operation));
  const schemas = charts.map(({ values_ui }) => JSON.parse(values_ui) as UiSchema | null);
  return [...new Set(schemas.flatMap(hiddenInputsOf))];
}

/** An upgrade tells the old values too, which the old chart may call sensitive. */
function chartsOf(operation: TaskOperation): HelmChartId[] {
  if ('Install' in operation) return [operation.Install.helm_chart_id];
  if (!('Upgrade' in operation)) return [];
  const { helm_chart_id, prev_helm_chart_id } = operation.Upgrade;
  return prev_helm_chart_id === null ? [helm_chart_id] : [helm_chart_id, prev_helm_chart_id];
}
