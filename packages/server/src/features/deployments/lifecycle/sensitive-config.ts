import type { HelmChartId, UiSchema } from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';
import { areInputValues } from '../inputs/input-error.ts';
import { hidden, hiddenInputsOf, shownInputs } from '../tasks/hidden-inputs.ts';
import { readSchemas } from '../tasks/queries.ts';

/** Which inputs the charts of deployments call sensitive, by the charts' ids. */
export type Sensitive = ReadonlyMap<HelmChartId, ReadonlySet<string>>;

export async function sensitiveInputs(
  db: Db,
  rows: readonly { readonly helm_chart_id: HelmChartId }[],
): Promise<Sensitive> {
  const ids = [...new Set(rows.map((row) => row.helm_chart_id))];
  const schemas = await readSchemas(db, ids);
  return new Map(
    schemas.map(({ id, values_ui }) => {
      const schema = JSON.parse(values_ui) as UiSchema | null;
      return [id, new Set(hiddenInputsOf(schema))];
    }),
  );
}

/** A deployment's config as its readers see it. */
export function shownConfig(
  row: { readonly helm_chart_id: HelmChartId; readonly config: string },
  sensitive: Sensitive,
): unknown {
  return shownInputs(JSON.parse(row.config), sensitive.get(row.helm_chart_id) ?? new Set());
}

/** A config that was asked for, where what came back as readers see it stays as it was. */
export function withHidden(
  asked: unknown,
  present: unknown,
  sensitive: ReadonlySet<string>,
): unknown {
  if (!areInputValues(asked) || !areInputValues(present)) return asked;
  return Object.fromEntries(
    Object.entries(asked).map(([id, value]) => {
      const isKept = value === hidden && sensitive.has(id) && Object.hasOwn(present, id);
      return [id, isKept ? present[id] : value];
    }),
  );
}

/** Which inputs of a config come back hidden, and so stay as they are. */
export function keptHidden(asked: unknown, sensitive: ReadonlySet<string>): string[] {
  if (!areInputValues(asked)) return [];
  return [...sensitive].filter((id) => Object.hasOwn(asked, id) && asked[id] === hidden);
}
