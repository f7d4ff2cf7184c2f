import { z } from 'zod';
import { deploymentStatus } from './deployments.ts';
import {
  deploymentId,
  deploymentKindId,
  deploymentTaskId,
  envId,
  helmChartId,
  k8sClusterId,
  k8sResourceId,
  leaseId,
} from './ids.ts';
import { actionResponse, taskActor, taskOperation } from './tasks.ts';
import { time } from './text.ts';

const of = <T extends z.ZodType>(id: T) => z.object({ id, name: z.string() });

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
    actor: taskActor,
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

/** RFC 7517: what signed statements are checked with. */
export const jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) });
