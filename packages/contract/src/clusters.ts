import { z } from 'zod';
import { deploymentId, envId, k8sClusterId, k8sResourceId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { principalRef } from './principals.ts';
import { longText, name, oneLine, textFilter, time } from './text.ts';

const short = oneLine(200);

/** Pages make a link of it: another scheme could be a program. */
const webAddress = short.refine((text) => text === '' || /^https?:\/\/[^\s/]/i.test(text), {
  error: 'Expected an address that begins with https:// or http://.',
});

const settings = {
  ignore: z.boolean().describe('True: no new deployments here.'),
  ingress_domain: z.string().nullable(),
  ingress_class: z.string().nullable(),
  ingress_tls_secret_name: z.string().nullable(),
  grafana_url: z.string().nullable(),
  grafana_datasource_name: z.string().nullable(),
};

/** Platz's `K8sCluster`, and what Keywright adds to it: the place of one env where a runner works. */
export const k8sCluster = z.object({
  id: k8sClusterId,
  env_id: envId,
  provider_id: z.string(),
  created_at: time,
  last_seen_at: time.describe('When its runner last reported.'),
  name: z.string(),
  region_name: z.string(),
  is_ok: z.boolean().describe('Its runner said so, and has been seen within the last minute.'),
  not_ok_reason: z.string().nullable(),
  ...settings,
  env: z.object({ id: envId, name: z.string() }),
  runner: principalRef.describe('Whose reports and claims count: who registered it.'),
  abilities: z.array(z.enum(['update', 'delete'])),
});
export type K8sCluster = z.output<typeof k8sCluster>;
export const k8sClusterPage = pageOfItems(k8sCluster);

export const k8sClusterFilters = z.object({
  ...paging,
  env_id: envId.optional(),
  name: textFilter.optional().describe('Contained in it, in any case.'),
});

/**
 * Registers a cluster, or (the same env and provider_id) finds it again. It is then the caller's to work for; somebody
 * else’s only once that one has not been seen for a minute.
 */
export const registerK8sCluster = z.object({
  env_id: envId,
  name,
  provider_id: short
    .min(1, 'Must not be empty.')
    .optional()
    .describe('What tells it from others of its env; its name without it.'),
  region_name: short.optional(),
  ingress_domain: short.nullish(),
});

const setting = short.nullish();
/** Platz's `UpdateK8sCluster`: what is left out or null stays as it is, and an empty text is none. */
export const updateK8sCluster = z.object({
  env_id: envId.nullish().describe('Only while nothing is deployed there.'),
  ignore: z.boolean().nullish(),
  ingress_domain: setting,
  ingress_class: setting,
  ingress_tls_secret_name: setting,
  grafana_url: webAddress.nullish(),
  grafana_datasource_name: setting,
});

/** Platz's `K8sResource`: a part of a deployment, as the runner found it. */
export const k8sResource = z.object({
  id: k8sResourceId,
  last_updated_at: time,
  cluster_id: k8sClusterId,
  deployment_id: deploymentId,
  kind: z.string(),
  api_version: z.string(),
  name: z.string(),
  status_color: z.array(z.string()),
  metadata: z.unknown(),
});
export type K8sResource = z.output<typeof k8sResource>;
export const k8sResourcePage = pageOfItems(k8sResource);
export const k8sResourceFilters = z.object({
  ...paging,
  cluster_id: k8sClusterId.optional(),
  deployment_id: deploymentId.optional(),
  kind: textFilter.optional().describe('Contained in it, in any case.'),
  name: textFilter.optional().describe('Contained in it, in any case.'),
});

/** Any JSON that is not overlong. */
export const boundedJson = (characters: number) =>
  z.unknown().refine((value) => JSON.stringify(value ?? null).length <= characters, {
    error: `Must be at most ${characters.toLocaleString('en')} characters of JSON.`,
  });

const reportedResource = z.object({
  kind: short.min(1),
  api_version: short,
  name: short.min(1),
  status_color: z.array(short).max(10),
  metadata: boundedJson(10_000).optional(),
});

const color = z.enum(['primary', 'success', 'danger', 'warning', 'secondary']);
const metric = z.object({
  value: short,
  unit: short,
  short_description: short,
  color: color.nullable().default(null),
});
/** Platz's `DeploymentReportedStatusContent`. What a runner leaves out, its clients look for all the same. */
const statusContent = z.object({
  status: z.object({ name: short, color }),
  primary_metric: metric.nullable().default(null),
  metrics: z.array(metric).max(50).nullable().default(null),
  notices: z
    .array(z.object({ level: z.enum(['Info', 'Warning', 'Danger']), text: longText(2000) }))
    .max(50)
    .optional(),
});
/** Platz's `DeploymentReportedStatus`. */
export const reportedStatus = z.object({
  timestamp: time,
  get_successful: z.boolean(),
  content: statusContent.nullable(),
  error: z.string().nullable(),
});
export type ReportedStatus = z.output<typeof reportedStatus>;

/** A sign of life, and what the runner sees of its deployments; those it leaves out stay as they were. */
export const clusterReport = z.object({
  is_ok: z.boolean(),
  not_ok_reason: longText(1000).nullish(),
  deployments: z
    .array(
      z.object({
        id: deploymentId,
        resources: z
          .array(reportedResource)
          .max(100)
          .optional()
          .describe('All of its parts; parts left out are gone.'),
        status: z
          .object({ content: statusContent.nullable(), error: longText(2000).nullable() })
          .optional(),
      }),
    )
    .max(200)
    .optional(),
});
export const clusterReported = z.object({
  /** What ought to run here. A runner stops what it runs beside these. */
  deployment_ids: z.array(deploymentId),
});
