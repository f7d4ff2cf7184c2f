import type { DeploymentKindId, HelmChartId } from '@keywright/contract';
import type { Insertable } from 'kysely';
import type { Slice } from '../../../request/paging.ts';
import type { Schema } from '../../../storage/schema.ts';
import type { Flag } from '../../../storage/schema-columns.ts';
import type { Db, Tx } from '../../../storage/storage.ts';

function charts(db: Db) {
  return db
    .selectFrom('helm_charts as chart')
    .innerJoin('resources as kind', 'kind.id', 'chart.kind_id')
    .selectAll('chart')
    .select('kind.name as kind_name');
}

export type ChartRow = NonNullable<Awaited<ReturnType<typeof readChart>>>;

export function readChart(db: Db, id: HelmChartId) {
  return charts(db).where('chart.id', '=', id).executeTakeFirst();
}

/** The kind's chart with these contents. */
export function readChartOf(db: Db, kindId: DeploymentKindId, digest: string) {
  return charts(db)
    .where('chart.kind_id', '=', kindId)
    .where('chart.image_digest', '=', digest)
    .executeTakeFirst();
}

export interface ChartFilters {
  readonly kind_id?: DeploymentKindId | undefined;
  readonly parsed_branch?: string | undefined;
  readonly available?: boolean | undefined;
}

/** Newest first. */
export function listCharts(
  db: Db,
  filters: ChartFilters,
  { limit, offset }: Slice,
): Promise<ChartRow[]> {
  // The page is cut before its rows, which are large, are read.
  const page = matching(db, filters)
    .select('found.id')
    .orderBy('found.created_at', 'desc')
    .orderBy('found.id', 'desc')
    .limit(limit)
    .offset(offset);
  return charts(db)
    .where('chart.id', 'in', page)
    .orderBy('chart.created_at', 'desc')
    .orderBy('chart.id', 'desc')
    .execute();
}

export async function countCharts(db: Db, filters: ChartFilters): Promise<number> {
  const row = await matching(db, filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matching(db: Db, { kind_id, parsed_branch, available }: ChartFilters) {
  return db
    .selectFrom('helm_charts as found')
    .$if(kind_id !== undefined, (q) => q.where('found.kind_id', '=', kind_id as DeploymentKindId))
    .$if(parsed_branch !== undefined, (q) =>
      q.where('found.parsed_branch', '=', parsed_branch as string),
    )
    .$if(available !== undefined, (q) =>
      q.where('found.is_available', '=', (available ? 1 : 0) satisfies Flag),
    );
}

/** False where the kind has a chart with these contents. Of two at once the index lets one in. */
export async function insertChart(
  tx: Tx,
  chart: Insertable<Schema['helm_charts']>,
): Promise<boolean> {
  const added = await tx
    .insertInto('helm_charts')
    .values(chart)
    .onConflict((conflict) => conflict.columns(['kind_id', 'image_digest']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}
