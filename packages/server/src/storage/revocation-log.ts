/**
 * A point of the change feed. Places of different terms are not compared: a term is one primary's time, between a
 * restore or a fail-over and the next.
 */
export interface Position {
  readonly term: string;
  readonly head: number;
}

/** A change to what decisions are made of, as the feed has it. */
export interface FeedRow {
  readonly seq: number;
  /** Ids of tokens, sessions, principals, nodes of the tree, roles and grants with a list of their own; or all there is. */
  readonly keys: readonly string[] | 'all';
}

/** A row as a statement hands it over: its place, and its keys as they are stored, with a space between. */
export function feedRowOf([seq, keys]: readonly [number, string]): FeedRow {
  return { seq, keys: keys === '*' ? 'all' : keys.split(' ').filter((key) => key !== '') };
}

/** What came of a renewal, read in one snapshot. */
export interface Renewal extends Position {
  readonly beat: number;
  /** The database's clock, in milliseconds since 1970. */
  readonly now: number;
  /** What came after what was applied, in order; where some are missing, they were pruned. */
  readonly rows: readonly FeedRow[];
}

/** A server, as the others see it. */
export interface Member {
  readonly incarnation: string;
  /** What people call it. Not its identity: two may have the same. */
  readonly label: string;
  readonly version: string;
  readonly beat: number;
  readonly appliedTerm: string;
  readonly applied: number;
  /** Verifiers that are connected to it. */
  readonly verifiers: number;
  /** By the database's clock, in milliseconds since 1970. */
  readonly joinedAt: number;
  readonly renewedAt: number;
}

/** All servers at one moment. */
export interface Members extends Position {
  readonly members: readonly Member[];
  /** The database's clock, in milliseconds since 1970. */
  readonly now: number;
  /** Whether a standby confirms each commit. */
  readonly isDurable: boolean;
}

/** Where a change stands in the feed, with the members there, all in one snapshot. */
export interface Outcome extends Position {
  /** The last place that it took; undefined: it took none, or is not there. */
  readonly seq: number | undefined;
  /** Whether a standby has it as well. */
  readonly isDurable: boolean;
  readonly members: readonly Member[];
}

/** By which what became of a transaction can be asked for. */
export interface ChangeRef {
  readonly id: string;
  /** In whose time it was begun. */
  readonly term: string;
}

/** What a server says of itself when it renews. */
export interface Beat {
  readonly incarnation: string;
  readonly beat: number;
  readonly term: string;
  /** What has been applied here, and may be acknowledged. */
  readonly acknowledged: number;
  /** What has been applied here. */
  readonly applied: number;
  readonly verifiers: number;
}

/** Another transaction's commit was not waited for by the standby: nobody may rely on it. */
export class UnconfirmedCommit extends Error {
  override readonly name = 'UnconfirmedCommit';
}

/**
 * The change feed and its members, as the database keeps them. Each call rejects with StorageUnavailable where there is
 * no database, or none that confirms.
 */
export interface RevocationLog {
  /** Whether other processes may be servers beside this one. */
  readonly isShared: boolean;
  join(member: Pick<Member, 'incarnation' | 'label' | 'version'>): Promise<void>;
  /** Undefined: the member is not there, or somebody else beats in its name. One at a time. */
  renew(beat: Beat): Promise<Renewal | undefined>;
  leave(incarnation: string): Promise<void>;
  /** Removes a member whose beat is still the same. */
  sweep(incarnation: string, beat: number): Promise<void>;
  members(): Promise<Members>;
  /**
   * What became of a change. With `confirm`, by a statement that itself commits and is waited for: for who heard nothing of
   * theirs.
   */
  outcome(change: ChangeRef, confirm: boolean): Promise<Outcome>;
  /** Drops old rows of the feed. */
  prune(): Promise<void>;
  /** Calls `hear` when the feed may have grown. Returns the way to stop. */
  hear(hint: () => void): () => void;
}
