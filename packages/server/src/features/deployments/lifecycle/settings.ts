import type { DeploymentRow } from '../queries.ts';
import type { Settings } from './after-change.ts';

/** What of a deployment a runner has to do with, as its row has it. */
export function settingsOf(row: DeploymentRow): Settings {
  return {
    name: row.name,
    namespace: row.namespace,
    cluster_id: row.cluster_id,
    helm_chart_id: row.helm_chart_id,
    config: JSON.parse(row.config),
    values_override: JSON.parse(row.values_override),
    is_enabled: row.is_enabled === 1,
  };
}
