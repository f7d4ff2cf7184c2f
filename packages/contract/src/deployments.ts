import { z } from 'zod';
import { chartAction } from './chart-extensions.ts';
import { boundedJson, reportedStatus } from './clusters.ts';
import {
  deploymentId,
  deploymentKindId,
  deploymentTaskId,
  deploymentTokenId,
  envId,
  helmChartId,
  k8sClusterId,
  leaseId,
  projectId,
} from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { taskOperationName, taskStatus } from './task-words.ts';
import { longText, name, textFilter, time } from './text.ts';

export const deploymentStatuses = [
  ...(['Unknown', 'Installing', 'Renaming', 'Upgrading', 'Running', 'Error'] as const),
  ...(['Uninstalling', 'Uninstalled', 'Deleting'] as const),
] as const;
/** Platz's, closed. */
export const deploymentStatus = z.enum(deploymentStatuses);
export type DeploymentStatus = z.output<typeof deploymentStatus>;

export const deploymentAbility = z.enum([
  ...(['update', 'enable', 'disable', 'delete', 'restart', 'invoke_action'] as const),
  ...(['list_tasks', 'list_grants', 'create_grant'] as const),
]);
export type DeploymentAbility = z.output<typeof deploymentAbility>;

const of = <T extends z.ZodType>(id: T) => z.object({ id, name: z.string() });

const lastTask = z.object({
  id: deploymentTaskId,
  created_at: time,
  operation: taskOperationName,
  status: taskStatus,
});

/** Platz's `Deployment`, and what Keywright adds to it. */
export const deployment = z.object({
  id: deploymentId,
  created_at: time,
  name: z.string(),
  kind_id: deploymentKindId,
  cluster_id: k8sClusterId,
  enabled: z.boolean(),
  status: deploymentStatus,
  description_md: z.string().nullable(),
  reason: z.string().nullable().describe('Why the status is Error.'),
  revision_id: deploymentTaskId.nullable().describe('The task that brought what runs now.'),
  reported_status: reportedStatus.nullable(),
  helm_chart_id: helmChartId,
  config: z
    .unknown()
    .describe('What is sensitive in it shows as •••, and stays as it is where it comes back so.'),
  values_override: z.unknown().describe('Null where none was set.'),
  kind: of(deploymentKindId),
  cluster: of(k8sClusterId),
  chart: z.object({ id: helmChartId, image_tag: z.string() }),
  env_id: envId,
  env: of(envId),
  project: of(projectId),
  namespace: z.string().describe('What its runner keeps it apart by, in its cluster.'),
  last_task: lastTask.nullable().describe('Null: none, or none that the caller may see.'),
  abilities: z.array(deploymentAbility),
});
export type Deployment = z.output<typeof deployment>;
export const deploymentPage = pageOfItems(deployment);

export const deploymentFilters = z.object({
  ...paging,
  name: textFilter.optional().describe('Contained in it, in any case.'),
  kind_id: deploymentKindId.optional(),
  cluster_id: k8sClusterId.optional(),
  enabled: flag.optional(),
  env_id: envId.optional(),
  project_id: projectId.optional(),
  status: deploymentStatus.optional(),
});

const config = boundedJson(50_000);

/** Platz's `NewDeployment`: the env is the cluster's. */
export const newDeployment = z.object({
  name: z
    .union([z.literal(''), name])
    .optional()
    .describe('The name of the kind without it.'),
  kind_id: deploymentKindId,
  cluster_id: k8sClusterId,
  helm_chart_id: helmChartId,
  config: config.optional().describe('What the chart’s values_ui asks for.'),
  values_override: config.optional(),
  description_md: longText(10_000).nullish(),
});

/** Platz's `UpdateDeployment`: what is left out or null stays as it is. */
export const updateDeployment = z.object({
  name: name.nullish(),
  cluster_id: k8sClusterId.nullish().describe('Another cluster of the same env.'),
  helm_chart_id: helmChartId.nullish(),
  config: config.optional(),
  values_override: config.optional(),
  enabled: z
    .boolean()
    .nullish()
    .describe(
      'False uninstalls it (needs deployment.delete), true installs it (deployment.create).',
    ),
  description_md: longText(10_000).nullish(),
});

export const deleteDeployment = z.object({
  dry_run: flag.optional().describe('True: say what would go, and change nothing.'),
  force: flag
    .optional()
    .describe('True: forget it at once, without waiting for a runner that may never come back.'),
});

/** What goes with a deployment. */
export const deploymentLoss = z.object({
  dry_run: z.literal(true),
  grants: z.number().int().describe('On it, and to it.'),
  tokens: z.number().int().describe('Active ones.'),
  webhooks: z.number().int(),
  pending_tasks: z.number().int().describe('They are canceled.'),
  last_used: time.nullable().describe('Its tokens, whichever was used last.'),
});
export type DeploymentLoss = z.output<typeof deploymentLoss>;

/** What can be invoked on a deployment, and whether the caller can now. */
export const deploymentAction = chartAction.extend({
  is_allowed: z.boolean(),
  refusal: z.string().nullable().describe('Why not.'),
});
export type DeploymentAction = z.output<typeof deploymentAction>;
export const deploymentActions = z.object({ items: z.array(deploymentAction) });

/** Asked by the runner, for the program it runs. */
export const issueDeploymentToken = z
  .object({ lease_id: leaseId.optional().describe('Of the task it is for.') })
  .optional();
/** Platz's names for what a deployment finds in its files. */
export const issuedDeploymentToken = z.object({
  id: deploymentTokenId,
  access_token: z.string().describe('Shown once.'),
  server_url: z.string(),
  expires_at: time,
});
