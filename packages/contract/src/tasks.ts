import { z } from 'zod';
import { auditActorKinds, credentialKinds } from './audit-events.ts';
import { boundedJson } from './clusters.ts';
import { deploymentStatus } from './deployments.ts';
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
  leaseId,
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
import { longText, name, time, timeInput } from './text.ts';

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

const actor = z.object({
  kind: principalKind,
  id: principalId,
  name: z.string().describe('As it was then.'),
  credential: z
    .object({ kind: z.enum(credentialKinds), id: anyId, name: z.string() })
    .describe('The session or token they came with.'),
});
export type TaskActor = z.output<typeof actor>;

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
  actor,
  canceled_by: actor.nullable(),
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
const askedOperation = z.union([
  z.strictObject({ InvokeAction: invokeActionInput }),
  z.strictObject({ RestartK8sResource: restartK8sResource }),
  ...taskOperations
    .filter((one) => one !== 'InvokeAction' && one !== 'RestartK8sResource')
    .map((one) => z.strictObject({ [one]: z.unknown() })),
]);

/** Platz's `CreateDeploymentTask`. */
export const createDeploymentTask = z.object({
  deployment_id: deploymentId,
  operation: askedOperation as unknown as typeof taskOperation,
  execute_at: timeInput.nullish().describe('Within a year; now without it.'),
});

/** Platz's `CancelDeploymentTask`. */
export const cancelDeploymentTask = z.object({ reason: longText(500).nullish() }).optional();

export const taskOutput = z.object({
  text: z.string().describe('What the command printed so far: at most 256 kB.'),
  is_cut: z.boolean().describe('True: it printed more than is kept; the middle is left out.'),
});

/** How long a runner may hold a task without a sign of life, in seconds. */
export const leaseSeconds = { min: 5, default: 30, max: 300 } as const;
const leaseS = z
  .number()
  .int()
  .min(leaseSeconds.min)
  .max(leaseSeconds.max)
  .optional()
  .describe('Seconds until the claim lapses without a report; 30 without it.');

export const claimDeploymentTask = z
  .object({
    wait_s: z
      .number()
      .min(0)
      .max(20)
      .optional()
      .describe('How long to wait for one; 0 without it.'),
    lease_s: leaseS,
  })
  .optional();

/** A task with all that a runner needs to carry it out. */
export const claimedTask = z.object({
  lease_id: leaseId,
  lease_s: z.number().int().describe('Seconds until it lapses, from now.'),
  task: z.object({
    id: deploymentTaskId,
    attempt: z.number().int().describe('From 1.'),
    operation: taskOperation,
    created_at: time,
    actor,
  }),
  deployment: z.object({
    id: deploymentId,
    name: z.string(),
    namespace: z.string(),
    enabled: z.boolean(),
    status: deploymentStatus,
    config: z.unknown(),
    values_override: z.unknown(),
    kind: of(deploymentKindId),
    env: of(envId),
    cluster: of(k8sClusterId),
    chart: z.object({ id: helmChartId, image_tag: z.string(), image_digest: z.string() }),
  }),
  action: z
    .object({
      id: z.string(),
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      path: z.string(),
      body: z.unknown(),
      statement: z
        .string()
        .describe(
          'A JWT that says who asked, for the deployment to check against /.well-known/jwks.json.',
        ),
    })
    .nullable()
    .describe('InvokeAction: the call to make.'),
  resource: z
    .object({ id: k8sResourceId, kind: z.string(), name: z.string() })
    .nullable()
    .describe('RestartK8sResource: what to restart.'),
});
export type ClaimedTask = z.output<typeof claimedTask>;
export const claimAnswer = z.object({ claimed: claimedTask.nullable() });

/** At most this many bytes of output are kept per task. */
export const maxOutputBytes = 256 * 1024;

export const taskProgress = z.object({
  lease_id: leaseId,
  lease_s: leaseS,
  output: z
    .string()
    .max(64 * 1024)
    .optional()
    .describe('What was printed since the last report.'),
  is_cut: z.boolean().optional().describe('True: the runner left something out before this.'),
});
export const taskProgressed = z.object({
  lease_s: z.number().int().describe('Seconds until it lapses, from now.'),
  output_left: z.number().int().describe('How many bytes of output will still be kept.'),
});

export const taskResult = z.object({
  lease_id: leaseId,
  outcome: z.enum(['Done', 'Failed']),
  reason: z.string().max(2000).nullish(),
  output: z
    .string()
    .max(64 * 1024)
    .optional(),
  response: actionResponse.extend({ body: z.string().max(64 * 1024) }).nullish(),
});

export const deploymentWebhook = z.object({
  id: deploymentWebhookId,
  created_at: time,
  deployment_id: deploymentId,
  name: z.string(),
  operation: taskOperation,
  takes_body: z.boolean().describe('InvokeAction: the call’s JSON body is the action’s.'),
  url: z.string().describe('Call it with POST and a service account’s token.'),
  created_by: z.object({ id: principalId.nullable(), name: z.string() }),
  last_delivery: z.object({ at: time, task_id: deploymentTaskId }).nullable(),
  abilities: z.array(z.enum(['delete'])),
});
export type DeploymentWebhook = z.output<typeof deploymentWebhook>;
export const deploymentWebhookPage = pageOfItems(deploymentWebhook);
export const webhookFilters = z.object({ ...paging });
export const createDeploymentWebhook = z.object({
  name,
  operation: askedOperation as unknown as typeof taskOperation,
  takes_body: z.boolean().optional(),
});
export const webhookCalled = z.object({
  task_id: deploymentTaskId,
  is_repeat: z.boolean().describe('True: this delivery had come before, and made that task then.'),
});

export const outputFilters = z.object({
  tail: wholeNumber(1, maxOutputBytes).optional().describe('Only its last so many characters.'),
});

/** RFC 7517: what signed statements are checked with. */
export const jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) });
