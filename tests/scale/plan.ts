import { z } from 'zod';

/** How a statement finds its rows, in the words that are the same for both engines. */
export interface Plan {
  /**
   * `look-up`: by an index, only what the condition names. `walk`: an index from one end on. `scan`: the table,
   * row by row.
   */
  readonly accesses: readonly {
    readonly how: 'look-up' | 'walk' | 'scan';
    readonly step: string;
  }[];
  /** Whether rows are gathered and then put in order, instead of being found in it. */
  readonly sorts: boolean;
}

const sqliteRows = z.array(z.object({ detail: z.string() }));

/** Reads `explain query plan`: https://www.sqlite.org/eqp.html */
export function sqlitePlan(rows: unknown): Plan {
  const details = sqliteRows.parse(rows).map(({ detail }) => detail);
  // What a named subquery has found already is read through, and is no table.
  const gathered = new Set(
    details.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(step)?.[1] ?? []),
  );
  return {
    accesses: details.flatMap((step) => {
      const how = gathered.has(step.replace('SCAN ', '')) ? undefined : sqliteAccess(step);
      return how === undefined ? [] : [{ how, step }];
    }),
    sorts: details.some((detail) =>
      /USE TEMP B-TREE FOR (LAST TERM OF |RIGHT PART OF )?ORDER BY/.test(detail),
    ),
  };
}

function sqliteAccess(step: string): Plan['accesses'][number]['how'] | undefined {
  if (step.startsWith('SEARCH ')) return 'look-up';
  // What a subquery has found already, or a row that is written out.
  if (/^SCAN (CONSTANT ROW|\d+-ROW VALUES CLAUSE|\(subquery)/.test(step)) return undefined;
  if (!step.startsWith('SCAN ')) return undefined;
  // A text index says how it is asked after the colon: M is MATCH. Without it all of it is read.
  const virtual = /VIRTUAL TABLE INDEX \d+:(\S*)/.exec(step);
  if (virtual) return virtual[1]?.includes('M') ? 'look-up' : 'scan';
  return / USING (COVERING )?INDEX /.test(step) ? 'walk' : 'scan';
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Index Cond'?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  get Plans() {
    return z.array(node).optional();
  },
});
const postgresRows = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })]);

/** Reads `explain (format json)`: https://www.postgresql.org/docs/15/using-explain.html */
export function postgresPlan(rows: unknown): Plan {
  const nodes = flat(postgresRows.parse(rows)[0]['QUERY PLAN'][0].Plan);
  return {
    accesses: nodes.flatMap((one) => {
      const how = postgresAccess(one);
      const step = `${one['Node Type']} ${one['Index Name'] ?? one['Relation Name'] ?? ''}`;
      return how === undefined ? [] : [{ how, step }];
    }),
    sorts: nodes.some((one) => /Sort$/.test(one['Node Type'])),
  };
}

function postgresAccess(one: Node): Plan['accesses'][number]['how'] | undefined {
  switch (one['Node Type']) {
    case 'Index Scan':
    case 'Index Only Scan':
    case 'Bitmap Index Scan':
      return one['Index Cond'] === undefined ? 'walk' : 'look-up';
    case 'Seq Scan':
    case 'Sample Scan':
    case 'Tid Range Scan':
      return 'scan';
    default:
      return undefined;
  }
}

function flat(one: Node): Node[] {
  return [one, ...(one.Plans ?? []).flatMap(flat)];
}
