import { isDeepStrictEqual } from 'node:util';
import type { AuditChange, Deployment } from '@keywright/contract';
import { changed } from '../../../audit/changed.ts';
import type { DeploymentRow } from '../queries.ts';
import type { Settings } from './after-change.ts';
import { settingsOf } from './settings.ts';

type Details = Extract<AuditChange, { action: 'deployment.update' }>['details'];
type Changes = Omit<Details, 'parent_id' | 'parent_name' | 'task_id'>;

interface Changed {
  readonly to: Settings;
  readonly description: string | null;
  /** As it is shown now: with the names of what `to` refers to. */
  readonly output: Deployment;
}

/** What the record says of a change, by the names all had then; undefined: nothing is otherwise than before. */
export function changesOf(row: DeploymentRow, changes: Changed): Changes | undefined {
  const from = settingsOf(row);
  const { to, output } = changes;
  const settings = settingsChanged(row, changes);
  const details: Changes = {
    ...changed('name', from.name, to.name),
    ...(from.cluster_id !== to.cluster_id && {
      cluster: { from: row.cluster_name, to: output.cluster.name },
    }),
    ...(from.helm_chart_id !== to.helm_chart_id && {
      chart: { from: row.image_tag, to: output.chart.image_tag },
    }),
    ...changed('is_enabled', from.is_enabled, to.is_enabled),
    ...(settings.length > 0 && { settings }),
  };
  return Object.keys(details).length === 0 ? undefined : details;
}

/** Their names alone: what they hold may be secret. */
function settingsChanged(
  row: DeploymentRow,
  { to, description }: Changed,
): NonNullable<Changes['settings']> {
  const from = settingsOf(row);
  const isOther = {
    config: !isDeepStrictEqual(from.config, to.config),
    values_override: !isDeepStrictEqual(from.values_override, to.values_override),
    description_md: row.description_md !== description,
  };
  return (['config', 'values_override', 'description_md'] as const).filter((one) => isOther[one]);
}
