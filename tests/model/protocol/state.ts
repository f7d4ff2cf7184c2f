/**
 * One moment of a small world: everything that could matter to what happens next, and nothing else.
 * All values are small integers or words, all objects are replaced and never written to, so that
 * neighbouring states share what they have in common. Every time is a count of ticks of the clock of whoever counts.
 */
export interface State {
  readonly primary: Data;
  /** Before a promotion the standby; after it the deposed primary, which lives on. */
  readonly other: Data;
  readonly promoted: boolean;
  readonly servers: readonly Server[];
  readonly changes: readonly Change[];
  readonly watch: Watch;
  readonly verifier: Verifier;
  /** A set of changes (bit i is change i): those whose receipt was given. */
  readonly receipted: number;
  /** What was answered wrong, if anything was. */
  readonly wrong: Wrong;
}

export type Wrong =
  | 'nothing'
  | 'yes after its revoke'
  | 'no after its restore'
  | 'older than a receipt';

/** What one database holds. `term` stands for (epoch, timeline). */
export interface Data {
  readonly term: number;
  readonly head: number;
  /** Rows of the feed up to this one are gone. */
  readonly pruned: number;
  /** The place of each change in the feed; 0 where it is not visible here. */
  readonly seqs: readonly number[];
  /** The table of members. Each incarnation that a server may have in its life has its own place. */
  readonly rows: readonly Row[];
}

export interface Row {
  readonly there: boolean;
  readonly applied: number;
  readonly term: number;
  readonly beat: number;
  /** How long ago the last renewal was, as the database's own clock says. Counted only where a planted fault looks at it. */
  readonly idle: number;
}

export type Node = 0 | 1;

/** A JOIN or a RENEW on its way: sent, its snapshot taken, committed (the reply is on its way). */
export interface Request {
  readonly kind: 'none' | 'join' | 'renew';
  readonly phase: 'sent' | 'read' | 'done';
  readonly node: Node;
  /** Ticks since t0, by the sender's clock. */
  readonly age: number;
  /** Ticks since t0 that the sender's clock missed: too slow, or standing still unnoticed. */
  readonly lost: number;
  /** The wall clock and the monotonic clock have moved apart since t0. */
  readonly apart: boolean;
  readonly head: number;
  readonly term: number;
  /** Rows of the feed that came with it (bit i is seq i). */
  readonly rows: number;
  /** Of these, what touches the key. */
  readonly touch: number;
  readonly outcome: 'done' | 'no row' | 'warning';
  readonly beat: number;
}

/** A read of the material on its way. `mask` is the set of changes of the key that it has seen. */
export interface Fill {
  readonly phase: 'none' | 'sent' | 'half' | 'read';
  readonly node: Node;
  readonly head: number;
  readonly term: number;
  readonly mask: number;
}

export interface Server {
  readonly stage: 'out' | 'member' | 'leaving' | 'gone';
  /** Its place in the table of members, and how many incarnations it has used up. */
  readonly slot: number;
  readonly born: number;
  /** It has joined, and not yet renewed. */
  readonly fresh: boolean;
  readonly beat: number;
  readonly term: number;
  readonly applied: number;
  readonly floor: number;
  /** `last[key]`, of the one key that matters here. */
  readonly last: number;
  /** The cache: 0 is absent, else 1 + the set of changes that the entry has seen. */
  readonly entry: number;
  /** Ticks until the deadline, by its own clock; `lost` and `apart` as in Request, since the t0 of the lease. */
  readonly lease: number;
  readonly lost: number;
  readonly apart: boolean;
  /** What a timer once said of the lease. Used by a planted fault alone. */
  readonly flag: boolean;
  /** A check whose input is being read: 0 is none, else 1 + the receipts that were given before it began. */
  readonly check: number;
  readonly request: Request;
  readonly fill: Fill;
}

export interface Change {
  /**
   * open: its transaction is. committed: the reply is on its way. in doubt: nobody will hear the reply
   * (open: and the transaction still is). waiting: for acknowledgements or time. The last three are final.
   */
  readonly phase:
    | 'none'
    | 'open'
    | 'committed'
    | 'in doubt, open'
    | 'in doubt'
    | 'waiting'
    | 'confirmed'
    | 'told unknown'
    | 'undone';
  readonly seq: number;
  readonly term: number;
  readonly node: Node;
  /** Ticks until w0 + D'. */
  readonly wait: number;
  /** M: a set of places in the table of members. */
  readonly members: number;
}

/** A sweeper that looks at one row. `slot` 0 is nobody, else 1 + the row's place. */
export interface Watch {
  readonly slot: number;
  readonly beat: number;
  readonly term: number;
  readonly elapsed: number;
}

/** What a server sends its verifier, in order. */
export interface Message {
  readonly kind: 'none' | 'drop' | 'grant' | 'fill';
  /** drop: the position; grant: ticks; fill: the position. */
  readonly value: number;
  /** fill: the set of changes that it has seen. */
  readonly mask: number;
}

/** A verifier behind the first server, and what that server knows of it. */
export interface Verifier {
  readonly entry: number;
  readonly last: number;
  readonly lease: number;
  readonly lost: number;
  readonly pinged: boolean;
  /** The server has answered the ping. */
  readonly answered: boolean;
  readonly pingAge: number;
  readonly pingLost: number;
  readonly asked: boolean;
  readonly queue: readonly Message[];
  /** The server's side: it has noted that the key was handed out; the position not yet confirmed; the lease it lent. */
  readonly handed: boolean;
  readonly owed: number;
  readonly lent: number;
  /** The server's read for the verifier. */
  readonly relay: Fill;
}
