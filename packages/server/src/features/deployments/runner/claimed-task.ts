import type { ClaimedTask, LeaseId, TaskOperation } from '@keywright/contract';
import { wireTime } from '../../../request/time.ts';
import type { Tx } from '../../../storage/storage.ts';
import { findAction } from '../actions/action-refusal.ts';
import { readChart } from '../charts/queries.ts';
import { readPart } from '../clusters/parts/queries.ts';
import type { ClusterRow } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, readDeployments } from '../queries.ts';
import { signStatement } from '../statements/sign-statement.ts';
import { actorOf } from '../tasks/present-task.ts';
import type { TaskRow } from './queries.ts';

interface Claimed {
  /** As it is now that it is claimed. */
  readonly task: TaskRow;
  readonly cluster: ClusterRow;
  readonly leaseId: LeaseId;
  readonly leaseS: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Needs = Pick<DeploymentNeeds, 'statementKey' | 'siteUrl'>;

/** All that a runner needs to carry a task out; its inputs whole, sensitive ones too. */
export async function claimedTask(tx: Tx, needs: Needs, claimed: Claimed): Promise<ClaimedTask> {
  const { task, cluster, leaseId, leaseS } = claimed;
  const [deployment] = await readDeployments(tx, [task.deployment_id]);
  if (!deployment) throw new Error('A deployment with a task to do is there.');
  const operation = JSON.parse(task.operation) as TaskOperation;
  return {
    lease_id: leaseId,
    lease_s: leaseS,
    task: {
      id: task.id,
      attempt: task.attempts,
      operation,
      created_at: wireTime(task.created_at),
      actor: actorOf(task),
    },
    deployment: presentDeployment(deployment, task, cluster),
    action: await actionOf(tx, needs, { ...claimed, operation, deployment }),
    resource: await resourceOf(tx, operation),
  };
}

function presentDeployment(
  row: DeploymentRow,
  task: TaskRow,
  cluster: ClusterRow,
): ClaimedTask['deployment'] {
  const { id, name, status } = row;
  return {
    id,
    name,
    namespace: task.namespace,
    enabled: row.is_enabled === 1,
    status,
    config: JSON.parse(row.config),
    values_override: JSON.parse(row.values_override),
    kind: { id: task.kind_id, name: row.kind_name },
    env: { id: task.env_id, name: row.env_name },
    cluster: { id: cluster.id, name: cluster.name },
    chart: {
      id: row.helm_chart_id,
      image_tag: row.image_tag,
      image_digest: row.image_digest,
    },
  };
}

interface Invoked extends Claimed {
  readonly operation: TaskOperation;
  readonly deployment: DeploymentRow;
}

async function actionOf(
  tx: Tx,
  needs: Needs,
  { task, operation, deployment, now }: Invoked,
): Promise<ClaimedTask['action']> {
  if (!('InvokeAction' in operation)) return null;
  const { helm_chart_id, action_id, body } = operation.InvokeAction;
  const chart = await readChart(tx, helm_chart_id);
  const action = chart && findAction(chart.actions_schema, action_id);
  if (!action) return null;
  const statement = await signStatement(needs, {
    taskId: task.id,
    deployment: { id: deployment.id, name: deployment.name },
    actor: actorOf(task),
    actionId: action.id,
    now,
  });
  const { id, method, path } = action;
  return { id, method, path, body, statement };
}

async function resourceOf(tx: Tx, operation: TaskOperation): Promise<ClaimedTask['resource']> {
  if (!('RestartK8sResource' in operation)) return null;
  const part = await readPart(tx, operation.RestartK8sResource.resource_id);
  // It may be gone since: the runner says so.
  return part ? { id: part.id, kind: part.kind, name: part.name } : null;
}
