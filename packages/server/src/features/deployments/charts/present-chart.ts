import type { HelmChart } from '@keywright/contract';
import { wireTime } from '../../../request/time.ts';
import type { ChartRow } from './queries.ts';

/** A chart as the wire shows it, the same to everybody who sees charts. */
export function presentChart(row: ChartRow): HelmChart {
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    helm_registry_id: row.kind_id,
    image_digest: row.image_digest,
    image_tag: row.image_tag,
    available: row.is_available === 1,
    values_ui: JSON.parse(row.values_ui),
    actions_schema: JSON.parse(row.actions_schema),
    features: JSON.parse(row.features),
    resource_types: JSON.parse(row.resource_types),
    error: row.error,
    tag_format_id: null,
    parsed_version: row.parsed_version,
    parsed_revision: row.parsed_revision,
    parsed_branch: row.parsed_branch,
    parsed_commit: row.parsed_commit,
    kind_id: row.kind_id,
    kind: { id: row.kind_id, name: row.kind_name },
  };
}
