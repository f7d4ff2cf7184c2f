import type { Client } from '@keywright/sdk';
import type { Log } from '../log.ts';
import { explained, hasCode } from '../server-failure.ts';
import type { Chart } from './chart.ts';

/**
 * Tells the server of every chart; one that is known already is found again. Returns what kept some from it, in
 * sentences. Throws where the server cannot be reached.
 */
export async function registerCharts(
  client: Client,
  log: Log,
  charts: readonly Chart[],
): Promise<string[]> {
  const problems: string[] = [];
  const kinds = new Map<string, string | undefined>();
  for (const chart of charts) {
    if (!kinds.has(chart.kind)) kinds.set(chart.kind, await kindIdOf(client, chart.kind));
    const kindId = kinds.get(chart.kind);
    if (kindId === undefined) continue;
    const problem = await registerOne(client, log, chart, kindId);
    if (problem !== undefined) problems.push(problem);
  }
  const unknown = [...kinds].filter(([, id]) => id === undefined).map(([name]) => name);
  const missing = unknown.map(
    (name) =>
      `There is no deployment kind ${name}: ask an administrator to make it, then send the runner a SIGHUP.`,
  );
  return [...missing, ...problems];
}

async function kindIdOf(client: Client, name: string): Promise<string | undefined> {
  const { items } = await client.listDeploymentKinds({ query: { name, per_page: 200 } });
  return items.find((kind) => kind.name === name)?.id;
}

async function registerOne(
  client: Client,
  log: Log,
  chart: Chart,
  kindId: string,
): Promise<string | undefined> {
  try {
    await register(client, chart, kindId);
    if (chart.error !== undefined)
      return `${chart.kind} ${chart.version} cannot be deployed: ${chart.error}`;
    log.info(`Chart ${chart.kind} ${chart.version} is registered (${chart.digest.slice(0, 19)}).`);
    return undefined;
  } catch (error) {
    if (hasCode(error, 'invalid_request') && chart.error === undefined) {
      // The server knows the forms of what a chart holds; what it finds wrong is the chart's error.
      const none = { valuesUi: null, actionsSchema: null, features: null, resourceTypes: null };
      return registerOne(
        client,
        log,
        { ...chart, ...none, error: explained(error).slice(0, 2000) },
        kindId,
      );
    }
    if (hasCode(error, 'unreachable')) throw error;
    if (hasCode(error, 'forbidden') && (await isKnown(client, chart, kindId))) return undefined;
    return `${chart.kind} ${chart.version} could not be registered: ${explained(error)}`;
  }
}

/** A runner that may not make versions works with those that somebody else has made. */
async function isKnown(client: Client, { digest }: Chart, kindId: string): Promise<boolean> {
  const { items } = await client.listHelmCharts({ query: { kind_id: kindId, per_page: 200 } });
  return items.some(({ image_digest }) => image_digest === digest);
}

async function register(client: Client, chart: Chart, kindId: string): Promise<void> {
  await client.registerHelmChart({
    body: {
      kind_id: kindId,
      image_tag: chart.version,
      image_digest: chart.digest,
      // Checked by the server: see registerOne.
      values_ui: chart.valuesUi as null,
      actions_schema: chart.actionsSchema as null,
      features: chart.features as null,
      resource_types: chart.resourceTypes as null,
      error: chart.error ?? null,
      parsed_version: chart.version,
      parsed_commit: chart.commit ?? null,
      parsed_branch: chart.branch ?? null,
    },
  });
}
