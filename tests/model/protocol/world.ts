import { noChange, noRow, noServer, noVerifier, noWatch } from './blank.ts';
import type { Fault } from './fault-names.ts';
import type { Data, Row, Server, State, Verifier } from './state.ts';

/** What may happen in a case beside what always may: a pause of anybody, of any length, anywhere between two steps. */
export type Trouble =
  /** A server's clock runs slow: it misses at most `slack` ticks in one lease. */
  | 'slow clocks'
  /** The reply to a renewal or a fill is lost. */
  | 'lost replies'
  /** A change is heard of before the next renewal: without it every NOTIFY is lost. */
  | 'NOTIFY'
  /** A machine is suspended: its monotonic clock stands still, the wall clock does not. */
  | 'suspension'
  /** A statement's snapshot is taken long before it commits. */
  | 'held open'
  /** Servers die, forget everything and come back. */
  | 'crash'
  | 'eviction'
  | 'pruning'
  | 'sweeping'
  | 'leaving'
  /** The standby is promoted while the old primary lives on. */
  | 'fail-over'
  /** The wait of a change, or of a renewal, for the standby is cancelled: committed here alone, with a WARNING. */
  | 'cancelled change'
  | 'cancelled renewal'
  /** The change's own commit may fail, or its reply be lost. */
  | 'lost outcome'
  /** The second server is not there until somebody copies the first one, memory and all. */
  | 'cloning'
  | 'verifier';

export interface Case {
  readonly name: string;
  readonly servers: 1 | 2;
  /** What is there already: nothing; a row, but no lease; or the same with a lease and the key in every cache. */
  readonly begins: 'out' | 'joined' | 'warm';
  /** How many incarnations a server may have. */
  readonly incarnations: number;
  readonly changes: readonly ('revoke' | 'restore' | 'another key')[];
  /** D, and what a clock may miss of it: `slack` ticks. D' = lease + slack. */
  readonly lease: number;
  readonly slack: number;
  readonly trouble: readonly Trouble[];
  /** No time passes: for what goes wrong without it. */
  readonly still?: boolean;
}

/** A case, and the one rule that is broken in it. */
export interface World {
  readonly of: Case;
  readonly fault: Fault | undefined;
  readonly has: Readonly<Record<Trouble, boolean>>;
  /** D'. */
  readonly patience: number;
  /** The set of changes that concern the key. */
  readonly onKey: number;
}

const troubles: readonly Trouble[] = [
  'slow clocks',
  'lost replies',
  'NOTIFY',
  'suspension',
  'held open',
  'crash',
  'eviction',
  'pruning',
  'sweeping',
  'leaving',
  'fail-over',
  'cancelled change',
  'cancelled renewal',
  'lost outcome',
  'cloning',
  'verifier',
];

export function worldOf(one: Case, fault?: Fault): World {
  const has = Object.fromEntries(troubles.map((name) => [name, one.trouble.includes(name)]));
  return {
    of: one,
    fault,
    has: has as Record<Trouble, boolean>,
    patience: one.lease + (fault === 'receipt without the allowance for clocks' ? 0 : one.slack),
    onKey: one.changes.reduce((set, what, i) => (what === 'another key' ? set : set | (1 << i)), 0),
  };
}

export function firstState({ of, has }: World): State {
  const rows: Row[] = Array.from({ length: of.servers * of.incarnations }, (_, slot) =>
    isTaken(of, slot, has.cloning) ? { ...noRow, there: true } : noRow,
  );
  const data: Data = { term: 0, head: 0, pruned: 0, seqs: of.changes.map(() => 0), rows };
  const servers = Array.from({ length: of.servers }, (_, i): Server => {
    const slot = i * of.incarnations;
    if (has.cloning && i === 1) return { ...noServer, stage: 'gone' };
    return firstServer(of, slot);
  });
  return {
    primary: data,
    other: data,
    promoted: false,
    servers,
    changes: of.changes.map(() => noChange),
    watch: noWatch,
    verifier: of.begins === 'warm' && has.verifier ? warmVerifier(of) : noVerifier,
    receipted: 0,
    wrong: 'nothing',
  };
}

function firstServer({ begins, lease }: Case, slot: number): Server {
  const joined = { ...noServer, stage: 'member' as const, slot, born: 1 };
  switch (begins) {
    case 'out':
      return noServer;
    case 'joined':
      return { ...joined, fresh: true };
    case 'warm':
      return { ...joined, lease, entry: 1 };
    default:
      throw begins satisfies never;
  }
}

/** It has pinged and was answered at once. */
const warmVerifier = ({ lease, slack }: Case): Verifier => ({
  ...noVerifier,
  entry: 1,
  lease: lease - slack,
  handed: true,
  lent: lease,
});

function isTaken(of: Case, slot: number, cloning: boolean): boolean {
  if (cloning && slot >= of.incarnations) return false;
  return of.begins !== 'out' && slot % of.incarnations === 0;
}

/** Told of every step that is possible. `who` is a server, where one acts. */
export type Emit = (next: State, says: string, who?: number) => void;

export function withServer(state: State, who: number, server: Server): State {
  if (state.servers.length === 1) return { ...state, servers: [server] };
  return { ...state, servers: state.servers.with(who, server) };
}
