import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Chart } from './chart.ts';
import { digestFolder } from './digest-folder.ts';

/** Where each of Platz's chart extensions may stand: beside Chart.yaml, or in the chart's folder `platz`. */
const extensions = {
  valuesUi: ['values-ui.yaml', 'platz/values-ui.yaml'],
  actionsSchema: ['actions-schema.yaml', 'platz/actions.yaml'],
  features: ['features.yaml', 'platz/features.yaml'],
  resourceTypes: ['resource-types.yaml', 'platz/resources.yaml'],
} as const;

/** Helm's Chart.yaml, as far as it matters here, with Platz's annotations. */
const chartYaml = z.object({
  version: z
    .string({ error: 'Chart.yaml names no version. Write it as text, such as version: "1.0.0".' })
    .min(1),
  annotations: z
    .object({
      'platz.io/git/commit': z.string().optional(),
      'platz.io/git/branch': z.string().optional(),
    })
    .nullish(),
});

/** Every folder `<kind>/<version>` below `folder`. One that cannot be read has an `error`. */
export function readCharts(folder: string): Chart[] {
  return foldersIn(folder).flatMap((kind) =>
    foldersIn(`${folder}/${kind}`).map((version) =>
      readChart(kind, version, `${folder}/${kind}/${version}`),
    ),
  );
}

function readChart(kind: string, version: string, folder: string): Chart {
  const digest = digestFolder(folder);
  const none = { valuesUi: null, actionsSchema: null, features: null, resourceTypes: null };
  const unnamed = { kind, folder, digest, version, commit: undefined, branch: undefined, ...none };
  try {
    const about = chartYaml.parse(yamlIn(`${folder}/Chart.yaml`, 'Chart.yaml'));
    const named = {
      ...unnamed,
      version: about.version,
      commit: about.annotations?.['platz.io/git/commit'],
      branch: about.annotations?.['platz.io/git/branch'],
    };
    return readExtensions(named);
  } catch (error) {
    return { ...unnamed, error: sentenceOf(error) };
  }
}

function readExtensions(chart: Omit<Chart, 'error'>): Chart {
  try {
    const read = Object.entries(extensions).map(([part, files]) => {
      const file = files.find((one) => existsSync(`${chart.folder}/${one}`));
      return [part, file === undefined ? null : yamlIn(`${chart.folder}/${file}`, file)];
    });
    return { ...chart, ...Object.fromEntries(read), error: undefined };
  } catch (error) {
    return { ...chart, error: sentenceOf(error) };
  }
}

function yamlIn(path: string, file: string): unknown {
  if (!existsSync(path)) throw new Error(`There is no ${file}.`);
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function sentenceOf(error: unknown): string {
  const text = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
  return text.slice(0, 2000);
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
