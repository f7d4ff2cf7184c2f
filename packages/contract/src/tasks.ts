import { z } from 'zod';
import { auditActorKinds, credentialKinds } from './audit-events.ts';
import { boundedJson } from './clusters.ts';
import {
  anyId,
  deploymentId,
  deploymentKindId,
  deploymentTaskId,
  deploymentWebhookId,
  envId,
  helmChartId,
  k8sClusterId,
  k8sResourceId,
  principalId,
  serviceAccountId,
  userId,
} from './ids.ts';
import { pageOfItems, paging, wholeNumber } from './paging.ts';
import { principalKind } from './principals.ts';
import {
  type TaskOperationName,
  taskOperationName,
  taskOperations,
  taskStatus,
} from './task-words.ts';
import { longText, time, timeInput } from './text.ts';

/** Unbounded as it is answered: a call of an address may bring more, and what is hidden in it may show longer than it is. */
const invokeAction = z.object({
  helm_chart_id: helmChartId,
  action_id: z.string().min(1).max(100),
  body: z.unknown(),
});
const invokeActionInput = invokeAction.extend({ body: boundedJson(50_000) });
const restartK8sResource = z.object({
  resource_id: k8sResourceId,
  resource_name: z.string().max(200),
});

/** Platz's `DeploymentTaskOperation`: one key, which says what is done. */
export const taskOperation = z.union([
  z.object({
    Install: z.object({
      helm_chart_id: helmChartId,
      config_inputs: z.unknown(),
      values_override: z.unknown(),
    }),
  }),
  z.object({
    Upgrade: z.object({
      helm_chart_id: helmChartId,
      prev_helm_chart_id: helmChartId.nullable().describe('Null: the version stayed.'),
      config_inputs: z.unknown(),
      config_delta: z
        .record(z.string(), z.array(z.unknown()).length(2))
        .nullable()
        .describe('What changed: by the names of inputs, the old value and the new one.'),
      values_override: z.unknown(),
    }),
  }),
  z.object({ Reinstall: z.object({ reason: z.string() }) }),
  z.object({
    Recreate: z.object({
      old_cluster_id: k8sClusterId,
      old_namespace: z.string(),
      new_cluster_id: k8sClusterId,
      new_namespace: z.string(),
    }),
  }),
  z.object({ Uninstall: z.object({}) }),
  z.object({ InvokeAction: invokeAction }),
  z.object({ RestartK8sResource: restartK8sResource }),
]);
export type TaskOperation = z.output<typeof taskOperation>;

/** The key of it. */
export function operationNameOf(operation: TaskOperation): TaskOperationName {
  return Object.keys(operation)[0] as TaskOperationName;
}

export const taskActor = z.object({
  kind: principalKind,
  id: principalId,
  name: z.string().describe('As it was then.'),
  credential: z
    .object({ kind: z.enum(credentialKinds), id: anyId, name: z.string() })
    .describe('The session or token they came with.'),
});
export type TaskActor = z.output<typeof taskActor>;

const of = <T extends z.ZodType>(id: T) => z.object({ id, name: z.string() });

/** What the deployment answered to an invoked action. */
export const actionResponse = z.object({
  status: z.number().int(),
  body: z.string().describe('Its first 64 kB.'),
  is_cut: z.boolean(),
});

/** Platz's `DeploymentTask`, and what Keywright adds to it. */
export const deploymentTask = z.object({
  id: deploymentTaskId,
  created_at: time,
  execute_at: time,
  first_attempted_at: time.nullable(),
  started_at: time.nullable().describe('The last attempt.'),
  finished_at: time.nullable(),
  cluster_id: k8sClusterId,
  deployment_id: deploymentId,
  acting_user_id: userId.nullable(),
  acting_bot_id: serviceAccountId.nullable(),
  acting_deployment_id: deploymentId.nullable(),
  canceled_by_user_id: userId.nullable(),
  canceled_by_bot_id: serviceAccountId.nullable(),
  canceled_by_deployment_id: deploymentId.nullable(),
  operation: taskOperation,
  status: taskStatus,
  reason: z.string().nullable().describe('Why it failed or was canceled.'),
  actor: taskActor,
  canceled_by: taskActor.nullable(),
  deployment: of(deploymentId)
    .extend({ is_gone: z.boolean() })
    .describe('By its name then; it may be gone.'),
  chart: z
    .object({ id: helmChartId, image_tag: z.string() })
    .nullable()
    .describe('Install and Upgrade: the version that it brings. Null otherwise.'),
  kind: of(deploymentKindId).describe('By its name then.'),
  env: of(envId).describe('By its name then.'),
  webhook_id: deploymentWebhookId.nullable(),
  attempts: z.number().int(),
  response: actionResponse.nullable(),
  output_bytes: z.number().int().describe('How much there is to read at …/output.'),
  abilities: z.array(z.enum(['cancel'])),
});
export type DeploymentTask = z.output<typeof deploymentTask>;
export const deploymentTaskPage = pageOfItems(deploymentTask).extend({
  num_total: z
    .number()
    .int()
    .describe(
      'How many there are. Counted up to 10,000 beyond this page, and never less than can be paged to.',
    ),
});

export const deploymentTaskFilters = z.object({
  ...paging,
  cluster_id: k8sClusterId.optional(),
  deployment_id: deploymentId.optional(),
  env_id: envId.optional(),
  kind_id: deploymentKindId.optional(),
  acting_user_id: userId.optional(),
  acting_bot_id: serviceAccountId.optional(),
  acting_deployment_id: deploymentId.optional(),
  actor_kind: z.enum(auditActorKinds).optional().describe('user, service_account or deployment.'),
  credential_id: anyId.optional().describe('The session or token the actor came with.'),
  operation: taskOperationName.optional(),
  status: taskStatus.optional(),
  since: timeInput.optional().describe('Made at this time or later.'),
  until: timeInput.optional().describe('Made before this time.'),
});

/** Any of Platz's operations; two can be asked for, the others come from changing the deployment. */
export const askedOperation = z.union([
  z.strictObject({ InvokeAction: invokeActionInput }),
  z.strictObject({ RestartK8sResource: restartK8sResource }),
  ...taskOperations
    .filter((one) => one !== 'InvokeAction' && one !== 'RestartK8sResource')
    .map((one) => z.strictObject({ [one]: z.unknown() })),
]) as unknown as typeof taskOperation;

/** Platz's `CreateDeploymentTask`. */
export const createDeploymentTask = z.object({
  deployment_id: deploymentId,
  operation: askedOperation,
  execute_at: timeInput.nullish().describe('Within a year; now without it.'),
});

/** Platz's `CancelDeploymentTask`. */
export const cancelDeploymentTask = z.object({ reason: longText(500).nullish() }).optional();

export const taskOutput = z.object({
  text: z.string().describe('What the command printed so far: at most 256 kB.'),
  is_cut: z.boolean().describe('True: it printed more than is kept; the middle is left out.'),
});

/** At most this many bytes of output are kept per task. */
export const maxOutputBytes = 256 * 1024;

export const outputFilters = z.object({
  tail: wholeNumber(1, maxOutputBytes).optional().describe('Only its last so many characters.'),
});
