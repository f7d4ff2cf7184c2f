import { isDeepStrictEqual } from 'node:util';
import type { AuditChange, Deployment } from '@keywright/contract';
import { changed } from '../../../audit/changed.ts';
import type { DeploymentRow } from '../queries.ts';

type Details = Extract<AuditChange, { action: 'deployment.update' }>['details'];
type Changes = Omit<Details, 'parent_id' | 'parent_name' | 'task_id'>;

/** What the record says of a change, by the names all had then; undefined: nothing is otherwise than before. */
export function changesOf(from: DeploymentRow, to: Deployment): Changes | undefined {
  const settings = settingsChanged(from, to);
  const changes: Changes = {
    ...changed('name', from.name, to.name),
    ...(from.cluster_id !== to.cluster_id && {
      cluster: { from: from.cluster_name, to: to.cluster.name },
    }),
    ...(from.helm_chart_id !== to.helm_chart_id && {
      chart: { from: from.image_tag, to: to.chart.image_tag },
    }),
    ...changed('is_enabled', from.is_enabled === 1, to.enabled),
    ...(settings.length > 0 && { settings }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** Their names alone: what they hold may be secret. */
function settingsChanged(from: DeploymentRow, to: Deployment): NonNullable<Changes['settings']> {
  const isOther = {
    config: !isDeepStrictEqual(JSON.parse(from.config), to.config),
    values_override: !isDeepStrictEqual(JSON.parse(from.values_override), to.values_override),
    description_md: from.description_md !== to.description_md,
  };
  return (['config', 'values_override', 'description_md'] as const).filter((one) => isOther[one]);
}
