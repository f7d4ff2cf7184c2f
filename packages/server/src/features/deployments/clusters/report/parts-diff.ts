import { randomUUIDv7 } from 'node:crypto';
import type { BodyOf, endpoints, K8sClusterId, K8sResourceId } from '@keywright/contract';
import type { PartRow, PartToPut } from '../parts/queries.ts';

type Report = BodyOf<typeof endpoints.reportK8sCluster>;
export type ReportedDeployment = NonNullable<Report['deployments']>[number];
type ReportedPart = NonNullable<ReportedDeployment['resources']>[number];

/** What a report makes of the parts of one deployment. */
export interface PartsDiff {
  readonly added: readonly PartToPut[];
  /** Under the ids they have. */
  readonly changed: readonly PartToPut[];
  readonly gone: readonly K8sResourceId[];
}

export const noDiff: PartsDiff = { added: [], changed: [], gone: [] };

/** What tells parts of one deployment apart. */
export const partKey = ({ kind, name }: Pick<ReportedPart, 'kind' | 'name'>) =>
  JSON.stringify([kind, name]);

/** Of the parts that are there and those that were reported, each once: `reported` are all that there are now. */
export function partsDiff(
  stored: readonly PartRow[],
  reported: readonly ReportedPart[],
  clusterId: K8sClusterId,
): PartsDiff {
  const before = new Map(stored.map((part) => [partKey(part), part]));
  const now = new Set(reported.map(partKey));
  const added: PartToPut[] = [];
  const changed: PartToPut[] = [];
  for (const part of reported) {
    const was = before.get(partKey(part));
    const is = asStored(part, was?.id ?? (randomUUIDv7() as K8sResourceId));
    if (!was) added.push(is);
    else if (isOther(was, is, clusterId)) changed.push(is);
  }
  const gone = stored.filter((part) => !now.has(partKey(part))).map(({ id }) => id);
  return { added, changed, gone };
}

function asStored(part: ReportedPart, id: K8sResourceId): PartToPut {
  const { kind, api_version, name } = part;
  return {
    ...{ id, kind, api_version, name },
    status_color: JSON.stringify(part.status_color),
    metadata: JSON.stringify(part.metadata ?? null),
  };
}

function isOther(was: PartRow, is: PartToPut, clusterId: K8sClusterId): boolean {
  const isSame =
    was.api_version === is.api_version &&
    was.status_color === is.status_color &&
    was.metadata === is.metadata &&
    was.cluster_id === clusterId;
  return !isSame;
}
