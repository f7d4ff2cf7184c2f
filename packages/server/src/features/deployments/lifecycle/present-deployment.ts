import type {
  Deployment,
  DeploymentAbility,
  DeploymentId,
  EnvId,
  Permission,
  ProjectId,
} from '@keywright/contract';
import type { Rights } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { placeOf } from '../../../plane/tree/node.ts';
import { wireTime } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import { type DeploymentRow, readDeployments } from '../queries.ts';
import { type LastTaskRow, readLastTasks } from './queries.ts';
import { sensitiveInputs, shownConfig } from './sensitive-config.ts';

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
}

/** Deployments as the wire shows them to this caller, in their order: one look at their rights for all. */
export async function presentDeployments(
  db: Db,
  { plane, caller }: Asking,
  rows: readonly DeploymentRow[],
): Promise<Deployment[]> {
  const rights = await plane.rights(db, caller, rows.map(placeOf));
  const seen = rows.filter((row) => rights.may('deployment_task.read', placeOf(row)));
  const tasks =
    seen.length === 0
      ? []
      : await readLastTasks(
          db,
          seen.map(({ id }) => id),
        );
  const last = new Map(tasks.map((task) => [task.deployment_id, task]));
  const sensitive = await sensitiveInputs(db, rows);
  return rows.map((row) =>
    present(rights, row, { config: shownConfig(row, sensitive), last: last.get(row.id) }),
  );
}

/** One, read again after a change to it. */
export async function presentOne(db: Db, asking: Asking, id: DeploymentId): Promise<Deployment> {
  const [one] = await presentDeployments(db, asking, await readDeployments(db, [id]));
  if (!one) throw new Error('A deployment is shown that is not there.');
  return one;
}

interface Beside {
  readonly config: unknown;
  readonly last: LastTaskRow | undefined;
}

function present(rights: Rights, row: DeploymentRow, { config, last }: Beside): Deployment {
  const env_id = row.env_id as EnvId;
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    name: row.name,
    kind_id: row.kind_node_id as Deployment['kind_id'],
    cluster_id: row.cluster_id,
    enabled: row.is_enabled === 1,
    status: row.status,
    description_md: row.description_md,
    reason: row.reason,
    revision_id: row.revision_id,
    reported_status: row.reported_status === null ? null : JSON.parse(row.reported_status),
    helm_chart_id: row.helm_chart_id,
    config,
    values_override: JSON.parse(row.values_override),
    kind: { id: row.kind_node_id as Deployment['kind_id'], name: row.kind_name },
    cluster: { id: row.cluster_id, name: row.cluster_name },
    chart: { id: row.helm_chart_id, image_tag: row.image_tag },
    env_id,
    env: { id: env_id, name: row.env_name },
    project: { id: row.project_id as ProjectId, name: row.project_name },
    namespace: row.namespace,
    last_task: last === undefined ? null : presentTask(last),
    abilities: abilitiesOn(rights, row),
  };
}

function presentTask({ id, created_at, operation_name, status }: LastTaskRow) {
  return { id, created_at: wireTime(created_at), operation: operation_name, status };
}

/** What each ability needs: all of these. */
const needs: Readonly<Record<DeploymentAbility, readonly Permission[]>> = {
  update: ['deployment.update'],
  enable: ['deployment.update', 'deployment.create'],
  disable: ['deployment.update', 'deployment.delete'],
  delete: ['deployment.delete'],
  restart: ['deployment.restart'],
  invoke_action: ['deployment.invoke_action'],
  list_tasks: ['deployment_task.list'],
  list_grants: ['grant.list'],
  create_grant: ['grant.create'],
};

function abilitiesOn(rights: Rights, row: DeploymentRow): DeploymentAbility[] {
  const place = placeOf(row);
  const all = Object.keys(needs) as DeploymentAbility[];
  return all.filter(
    (ability) =>
      isOpen(ability, row) && needs[ability].every((permission) => rights.may(permission, place)),
  );
}

/** Whether it can be done at all as the deployment stands. One that is about to go can still be forced out. */
function isOpen(ability: DeploymentAbility, { is_enabled, deleting_at }: DeploymentRow): boolean {
  const stays = deleting_at === null;
  switch (ability) {
    case 'enable':
      return stays && is_enabled === 0;
    case 'disable':
      return stays && is_enabled === 1;
    case 'update':
    case 'restart':
    case 'invoke_action':
    case 'create_grant':
      return stays;
    case 'delete':
    case 'list_tasks':
    case 'list_grants':
      return true;
    default:
      throw ability satisfies never;
  }
}
