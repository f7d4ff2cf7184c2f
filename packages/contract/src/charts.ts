import { z } from 'zod';
import { chartActions, chartFeatures, chartResourceTypes } from './chart-extensions.ts';
import { deploymentKindId, helmChartId } from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { longText, oneLine, textFilter, time } from './text.ts';
import { uiSchema } from './ui-schema.ts';

const tag = oneLine(200).min(1, 'Must not be empty.');

/** Platz's `HelmChart`, and what Keywright adds to it: one version of a deployment kind. */
export const helmChart = z.object({
  id: helmChartId,
  created_at: time,
  helm_registry_id: deploymentKindId.describe(
    'Every kind is its own registry here: the same as kind_id.',
  ),
  image_digest: z.string(),
  image_tag: z.string(),
  available: z.boolean(),
  values_ui: uiSchema.nullable().describe('What config holds. Null: anything.'),
  actions_schema: chartActions.nullable(),
  features: chartFeatures.nullable(),
  resource_types: chartResourceTypes.nullable(),
  error: z.string().nullable().describe('Why it cannot be deployed.'),
  tag_format_id: z.null(),
  parsed_version: z.string().nullable(),
  parsed_revision: z.string().nullable(),
  parsed_branch: z.string().nullable(),
  parsed_commit: z.string().nullable(),
  kind_id: deploymentKindId,
  kind: z.object({ id: deploymentKindId, name: z.string() }),
});
export type HelmChart = z.output<typeof helmChart>;
export const helmChartPage = pageOfItems(helmChart);

export const helmChartFilters = z.object({
  ...paging,
  helm_registry_id: deploymentKindId.optional().describe('The same as kind_id.'),
  kind_id: deploymentKindId.optional(),
  parsed_branch: textFilter.optional().describe('This very branch.'),
  available: flag.optional(),
});

/** Registers a version, or (the same kind and digest) finds it again, as it was registered first. */
export const registerHelmChart = z.object({
  kind_id: deploymentKindId,
  image_tag: tag,
  image_digest: tag.describe('Of its contents, such as sha256:…: what tells versions apart.'),
  values_ui: uiSchema.nullish(),
  actions_schema: chartActions.nullish(),
  features: chartFeatures.nullish(),
  resource_types: chartResourceTypes.nullish(),
  error: longText(2000).nullish(),
  parsed_version: tag.nullish(),
  parsed_revision: tag.nullish(),
  parsed_branch: tag.nullish(),
  parsed_commit: tag.nullish(),
});
