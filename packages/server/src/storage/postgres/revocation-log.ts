import pg from 'pg';
import { StorageUnavailable } from '../errors.ts';
import {
  type Beat,
  feedRowOf,
  type Member,
  type Outcome,
  type Renewal,
  type RevocationLog,
  UnconfirmedCommit,
} from '../revocation-log.ts';
import { term } from './term.ts';

/** Longer than that, an answer is of no use: a lease lasts three seconds from the question. */
const patienceMs = 2500;
/** Rows of the feed that are kept however old they are, and how long at least. */
const keptRows = 10_000;
const keptMs = 600_000;

const memberColumns = `incarnation, label, version, beat::int8, applied_term, applied::int8, verifiers::int8, joined_at::int8, renewed_at::int8`;
const now = `(extract(epoch from clock_timestamp()) * 1000)::int8`;
/** Whether a standby has what was committed. */
const isDurable = `current_setting('synchronous_standby_names') <> '' and current_setting('synchronous_commit') in ('on', 'remote_apply')`;

export interface PostgresRevocationLog extends RevocationLog {
  /** Says to who listens that the feed may have grown. */
  hint(): void;
  close(): Promise<void>;
}

/** Two connections of its own: one renews and acknowledges, the other reads for receipts. */
export function postgresRevocationLog(
  url: string,
  types: pg.CustomTypesConfig,
): PostgresRevocationLog {
  const hints = new Set<() => void>();
  const own = (name: string) => new Line(url, types, name);
  const renewing = own('keywright lease');
  const asking = own('keywright receipts');
  return {
    isShared: true,
    async join({ incarnation, label, version }) {
      await renewing.run(
        `insert into members (incarnation, label, version, beat, applied_term, applied, verifiers, joined_at, renewed_at)
         values ($1, $2, $3, 0, '', 0, 0, ${now}, ${now})`,
        [incarnation, label, version],
      );
    },
    async renew(beat) {
      const [row] = await renewing.run<RenewalRow>(renewal, renewalParameters(beat));
      return row?.beat == null ? undefined : renewalOf(row);
    },
    async leave(incarnation) {
      await renewing.run('delete from members where incarnation = $1', [incarnation]);
    },
    async sweep(incarnation, beat) {
      await asking.run('delete from members where incarnation = $1 and beat = $2', [
        incarnation,
        beat,
      ]);
    },
    async members() {
      const [head] = await asking.run<HeadRow & { members: MemberRow[]; is_durable: boolean }>(
        `select ${term} as term, seq::int8 as head, ${now} as now, (${isDurable}) as is_durable, ${membersAsJson} as members from feed_head`,
      );
      if (!head) throw new StorageUnavailable('The change feed has no head.');
      return {
        term: head.term,
        head: head.head,
        now: head.now,
        isDurable: head.is_durable,
        members: head.members.map(memberOf),
      };
    },
    async outcome({ id }, confirm) {
      const text = confirm ? confirmedOutcome : outcome;
      const [row] = await asking.run<OutcomeRow>(text, [id]);
      if (!row) throw new StorageUnavailable('The change feed has no head.');
      return outcomeOf(row);
    },
    async prune() {
      await asking.run(
        `delete from feed where seq < (select seq from feed_head) - ${keptRows} and at < ${now} - ${keptMs}`,
      );
    },
    hear(hint) {
      hints.add(hint);
      return () => hints.delete(hint);
    },
    hint() {
      for (const hint of hints) hint();
    },
    async close() {
      await Promise.all([renewing.close(), asking.close()]);
    },
  };
}

interface HeadRow {
  readonly term: string;
  readonly head: number;
  readonly now: number;
}

type RenewalRow = HeadRow & {
  readonly beat: number | null;
  readonly rows: readonly [number, string][] | null;
};

/** One statement, so one snapshot: what is written of me, and what came since. */
const renewal = `
  with mine as (
    update members set beat = beat + 1, applied_term = $3, applied = $4, verifiers = $6, renewed_at = ${now}
    where incarnation = $1 and beat = $2 returning beat
  )
  select (select beat::int8 from mine) as beat, ${term} as term, head.seq::int8 as head, ${now} as now,
    (select json_agg(json_build_array(feed.seq, feed.keys) order by feed.seq) from feed where feed.seq > $5) as rows
  from feed_head head`;

function renewalParameters(beat: Beat): unknown[] {
  const { incarnation, term: appliedTerm, acknowledged, applied, verifiers } = beat;
  return [incarnation, beat.beat, appliedTerm, acknowledged, applied, verifiers];
}

function renewalOf({ beat, term: of, head, now: at, rows }: RenewalRow): Renewal {
  return { beat: beat ?? 0, term: of, head, now: at, rows: (rows ?? []).map(feedRowOf) };
}

const membersAsJson = `(select coalesce(json_agg(m), '[]') from (select ${memberColumns} from members) m)`;

interface MemberRow {
  readonly incarnation: string;
  readonly label: string;
  readonly version: string;
  readonly beat: number;
  readonly applied_term: string;
  readonly applied: number;
  readonly verifiers: number;
  readonly joined_at: number;
  readonly renewed_at: number;
}

function memberOf(row: MemberRow): Member {
  const { incarnation, label, version, beat, applied, verifiers } = row;
  return {
    incarnation,
    label,
    version,
    beat,
    applied,
    verifiers,
    appliedTerm: row.applied_term,
    joinedAt: row.joined_at,
    renewedAt: row.renewed_at,
  };
}

interface OutcomeRow {
  readonly term: string;
  readonly head: number;
  readonly seq: number | null;
  readonly is_durable: boolean;
  readonly members: readonly MemberRow[];
}

const outcomeColumns = (head: string) => `${term} as term, ${head}.seq::int8 as head, mine.seq,
    (${isDurable}) as is_durable, ${membersAsJson} as members`;
const mine = '(select max(seq)::int8 as seq from feed where change_id = $1) mine';
const outcome = `select ${outcomeColumns('head')} from feed_head head, ${mine}`;
/** Its own commit is waited for, and with it all that was written before: the change too, if it is seen. */
const confirmedOutcome = `
  with moved as (update feed_head set seq = seq returning seq)
  select ${outcomeColumns('moved')} from moved, ${mine}`;

function outcomeOf(row: OutcomeRow): Outcome {
  return {
    term: row.term,
    head: row.head,
    seq: row.seq ?? undefined,
    isDurable: row.is_durable,
    members: row.members.map(memberOf),
  };
}

/** One connection, made again after each trouble: nothing that it said before counts for what it says next. */
class Line {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | undefined;
  #isClosed = false;
  /** Since the last statement: a commit was not waited for by the standby. */
  #warned = false;

  constructor(url: string, types: pg.CustomTypesConfig, name: string) {
    this.#config = {
      connectionString: url,
      types,
      application_name: name,
      connectionTimeoutMillis: patienceMs,
      statement_timeout: patienceMs,
      query_timeout: patienceMs,
      keepAlive: true,
    };
  }

  async run<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const opening = this.#open();
    try {
      const client = await opening;
      this.#warned = false;
      const { rows } = await client.query<Row>(text, values);
      if (this.#warned) throw new UnconfirmedCommit('The standby did not confirm the commit.');
      return rows;
    } catch (error) {
      this.#drop(opening);
      throw new StorageUnavailable('PostgreSQL did not answer.', { cause: error });
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => {});
  }

  #open(): Promise<pg.Client> {
    if (this.#isClosed) return Promise.reject(new Error('The connection is closed.'));
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on('error', () => {});
    client.on('notice', ({ severity }) => {
      if (severity === 'WARNING') this.#warned = true;
    });
    await client.connect();
    return client;
  }

  #drop(opening: Promise<pg.Client>): void {
    if (this.#client !== opening) return;
    this.#client = undefined;
    // Not waited for: where nobody answers, a farewell is not answered either.
    opening.then((client) => client.end()).catch(() => {});
  }
}
