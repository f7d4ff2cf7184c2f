import { type Kysely, sql } from 'kysely';
import { type FeedRow, feedRowOf, type RevocationLog } from '../revocation-log.ts';
import type { Schema } from '../schema.ts';

/** Rows of the feed that are kept. */
const keptRows = 10_000;
/** Outcomes kept until somebody asks for them. */
const keptOutcomes = 10_000;

type Db = Kysely<Schema>;

export interface SqliteRevocationLog extends RevocationLog {
  /** Says to who listens that the feed may have grown. */
  hint(): void;
  /** Runs `work` in this transaction and keeps in mind what it told the feed. */
  noting<T>(trx: Db, changeId: string, work: () => Promise<T>): Promise<T>;
}

/**
 * A file has one server, which is its only member; it needs no row for that. What it committed itself is the truth
 * at once; what operators' commands write beside it is found when it renews, by reading.
 */
export function sqliteRevocationLog(writer: Db, reader: Db): SqliteRevocationLog {
  const hints = new Set<() => void>();
  const outcomes = new Map<string, number>();
  return {
    isShared: false,
    join: async () => {},
    leave: async () => {},
    sweep: async () => {},
    async renew({ beat, applied }) {
      const [row] = (await renewal(applied).execute(reader)).rows;
      if (!row) return undefined;
      const { term, head, now, rows } = row;
      return { beat: beat + 1, term, head, now, rows: readRows(rows) };
    },
    async members() {
      const [row] = (await sql<HeadRow>`select ${head}`.execute(reader)).rows;
      const { term = '', head: at = 0, now = 0 } = row ?? {};
      return { term, head: at, now, isDurable: false, members: [] };
    },
    async outcome({ id }) {
      const seq = outcomes.get(id);
      outcomes.delete(id);
      const [row] = (await sql<HeadRow>`select ${head}`.execute(reader)).rows;
      return { seq, term: row?.term ?? '', head: row?.head ?? 0, isDurable: false, members: [] };
    },
    async prune() {
      await sql`delete from feed where seq < (select max(seq) from feed) - ${sql.lit(keptRows)}`.execute(
        writer,
      );
    },
    hear(hint) {
      hints.add(hint);
      return () => hints.delete(hint);
    },
    hint() {
      for (const hint of hints) hint();
    },
    async noting(trx, changeId, work) {
      const before = await placeOf(trx);
      const result = await work();
      const seq = await placeOf(trx);
      if (seq > before) keep(outcomes, changeId, seq);
      return result;
    },
  };
}

interface HeadRow {
  readonly term: string;
  readonly head: number;
  readonly now: number;
}

const head = sql.raw(
  `(select cast(epoch as text) from feed_head) as term, (select max(seq) from feed) as head,
   cast(unixepoch('subsec') * 1000 as integer) as now`,
);

const renewal = (applied: number) => sql<HeadRow & { rows: string | null }>`
  select ${head}, (select json_group_array(json_array(seq, keys)) from
    (select seq, keys from feed where seq > ${applied} order by seq)) as rows`;

function readRows(text: string | null): FeedRow[] {
  const rows: [number, string][] = JSON.parse(text ?? '[]');
  return rows.map(feedRowOf);
}

async function placeOf(trx: Db): Promise<number> {
  const { rows } = await sql<{ head: number }>`select max(seq) as head from feed`.execute(trx);
  return rows[0]?.head ?? 0;
}

/** One that nobody asked for is let go in time. */
function keep<V>(outcomes: Map<string, V>, changeId: string, outcome: V): void {
  if (outcomes.size >= keptOutcomes) outcomes.delete(outcomes.keys().next().value as string);
  outcomes.set(changeId, outcome);
}
