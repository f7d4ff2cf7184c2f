import { plain } from './cases.ts';
import type { Fault } from './protocol/fault-names.ts';
import type { Case, Trouble } from './protocol/world.ts';

/** One rule left out: which rule it is, what is done instead, and the small case that shows what comes of it. */
export interface Planted {
  readonly rule: string;
  /** The specification marks the rule; the others are as necessary, and were found by this model or stand unmarked. */
  readonly marked: boolean;
  readonly instead: string;
  /** What comes of it. */
  readonly comesOf: string;
  /** How many steps a shortest way to a wrong answer has. */
  readonly steps: number;
  readonly shownBy: Case;
}

const by = (trouble: readonly Trouble[], more: Partial<Case> = {}): Case => ({
  ...plain,
  begins: 'warm',
  ...more,
  trouble,
});
const quick = { lease: 1, slack: 0 };
const still = { ...quick, still: true };
const behind = { lease: 2, slack: 0 };
const twoKeys = ['revoke', 'another key'] as const;
const otherKeyFirst = ['another key', 'revoke'] as const;

export const planted: Readonly<Record<Fault, Planted>> = {
  'seq taken before the commit': {
    rule: 'CHANGE: the place in the feed is taken inside the commit',
    marked: true,
    instead: 'a sequence gives the place early, and the later of two commits first',
    comesOf:
      'the later place is applied and acknowledged; the earlier one becomes visible below it, and its receipt asks nobody',
    steps: 13,
    shownBy: by(['NOTIFY'], { changes: twoKeys, ...still }),
  },
  'lost reply is success': {
    rule: 'CHANGE: a lost reply is looked up, and never success',
    marked: true,
    instead: 'a change whose connection broke counts as done',
    comesOf: "nothing was changed, D' passes, a receipt is given for it",
    steps: 6,
    shownBy: by(['lost outcome']),
  },
  'warning is success': {
    rule: 'CHANGE: a WARNING is looked up, and never success',
    marked: true,
    instead: 'a commit whose wait was cancelled counts as done',
    comesOf:
      'the change stood on the old primary alone; after the fail-over its revoke is gone, its receipt is not',
    steps: 14,
    shownBy: by(['fail-over', 'cancelled change'], quick),
  },
  'outcome looked up by a plain read': {
    rule: 'CHANGE: the look-up itself commits, and waits for the standby',
    marked: false,
    instead: 'a plain read finds the change where it stands alone',
    comesOf: 'the same: the read finds it on the one node that has it',
    steps: 14,
    shownBy: by(['fail-over', 'cancelled change'], quick),
  },
  'already so answers at once': {
    rule: 'CHANGE: what is so already goes the same way',
    marked: false,
    instead: 'the second revoke of a token answers at once',
    comesOf: 'the first revoke still waits for a server; the second says it is done',
    steps: 5,
    shownBy: by([], { changes: ['revoke', 'revoke'] }),
  },
  'members read before the commit': {
    rule: 'RECEIPT: the members are read after the commit',
    marked: true,
    instead: 'they are read when the change begins',
    comesOf: 'a server joins and fills its cache in between; the receipt does not know of it',
    steps: 15,
    shownBy: by([], { begins: 'out' }),
  },
  'members filtered by expiry': {
    rule: 'RECEIPT: all rows count, expired or not',
    marked: true,
    instead: "rows that look expired by the database's clock are left out",
    comesOf: 'a server whose clock runs slow answers after its row looked expired',
    steps: 8,
    shownBy: by(['slow clocks']),
  },
  'members read from another node': {
    rule: 'RECEIPT: the members are read where the change is',
    marked: false,
    instead: 'another connection reads them, from the deposed primary',
    comesOf: 'the server joined after the fail-over; the old primary has no row of it',
    steps: 16,
    shownBy: by(['fail-over'], { begins: 'out', ...still }),
  },
  'receipt without the allowance for clocks': {
    rule: "RECEIPT: by time alone only after D', which is longer than D by what clocks may miss",
    marked: true,
    instead: 'the receipt waits for D',
    comesOf: "a clock misses a tick; the receipt comes a tick before that server's deadline",
    steps: 8,
    shownBy: by(['slow clocks']),
  },
  'wait counted from the begin': {
    rule: 'RECEIPT: the time counts from after the commit',
    marked: true,
    instead: 'it counts from the beginning of the transaction',
    comesOf: 'the commit takes long, a lease is renewed meanwhile, the receipt comes at once',
    steps: 12,
    shownBy: by([]),
  },
  'lease with the join': {
    rule: 'JOIN: no lease yet',
    marked: true,
    instead: 'the statement that joins also grants a lease',
    comesOf:
      "its snapshot is from before the change, its row from after the receipt's look at the members",
    steps: 13,
    shownBy: by([], { begins: 'out' }),
  },
  't0 when the reply arrives': {
    rule: 'RENEW: t0 is before sending',
    marked: true,
    instead: 't0 is when the reply arrives',
    comesOf:
      'the reply is late by D, and the lease begins anew with what was read before the change',
    steps: 12,
    shownBy: by([]),
  },
  'renewal without catching up': {
    rule: 'RENEW: a renewal catches up',
    marked: true,
    instead: 'it moves the deadline alone',
    comesOf: "the lease goes on, the change was never applied, D' passes",
    steps: 12,
    shownBy: by([]),
  },
  'gap passed over': {
    rule: 'RENEW: a gap in the feed empties the cache',
    marked: true,
    instead: 'what came is applied, pruned rows are not missed',
    comesOf: 'the row that was pruned is the revoke',
    steps: 11,
    shownBy: by(['pruning']),
  },
  'going backwards': {
    rule: 'RENEW: a snapshot older than what is applied changes nothing',
    marked: false,
    instead: 'applied and floor follow it back',
    comesOf: 'a late reply lowers the floor, and a late fill from before the revoke gets in',
    steps: 15,
    shownBy: by(['NOTIFY', 'eviction'], quick),
  },
  'warning of a renewal is success': {
    rule: 'RENEW: a WARNING gives no lease',
    marked: false,
    instead: 'a renewal whose wait was cancelled gives a lease',
    comesOf: 'the deposed primary goes on giving leases',
    steps: 11,
    shownBy: by(['fail-over', 'cancelled renewal'], quick),
  },
  'cache kept in a new term': {
    rule: 'RENEW: a new term empties the cache',
    marked: false,
    instead: 'positions of two terms are compared',
    comesOf: 'place 1 was applied in the old term; place 1 of the new term is the revoke',
    steps: 14,
    shownBy: by(['fail-over', 'cancelled change', 'NOTIFY'], { changes: otherKeyFirst, ...still }),
  },
  'eviction without raising the floor': {
    rule: 'APPLY: what is evicted from `last` raises the floor',
    marked: false,
    instead: 'it is forgotten',
    comesOf: 'a fill from before the revoke finds nothing that forbids it',
    steps: 13,
    shownBy: by(['eviction', 'NOTIFY'], quick),
  },
  'acknowledged before applied': {
    rule: 'ACK: after APPLY',
    marked: true,
    instead: 'what was heard of is acknowledged',
    comesOf: 'all have acknowledged, one still has the entry',
    steps: 7,
    shownBy: by([]),
  },
  'acknowledged without the dependants': {
    rule: 'ACK: after each dependant has confirmed, or its lease is over',
    marked: true,
    instead: 'the server speaks for itself alone',
    comesOf: 'the verifier still has the entry, and its lease',
    steps: 7,
    shownBy: by(['verifier', 'NOTIFY'], behind),
  },
  'renewal acknowledges the unconfirmed': {
    rule: 'ACK: so does the position that a renewal writes',
    marked: false,
    instead: 'a renewal writes what is applied, confirmed or not',
    comesOf: 'the same, by way of a renewal instead of an acknowledgement',
    steps: 8,
    shownBy: by(['verifier', 'NOTIFY'], behind),
  },
  'material before the head': {
    rule: 'FILL: head first, then the material, in one snapshot',
    marked: true,
    instead: 'the material is read first',
    comesOf: 'the revoke falls between; its old material is stored with its new position',
    steps: 13,
    shownBy: by(['eviction', 'NOTIFY'], quick),
  },
  'write if absent': {
    rule: 'FILL: stored only if nothing later was applied',
    marked: true,
    instead: 'stored if the key is absent',
    comesOf: 'after the invalidation the key is absent, and a fill from before it is stored',
    steps: 12,
    shownBy: by(['eviction', 'NOTIFY'], quick),
  },
  'fill of another term stored': {
    rule: 'FILL: stored only in its own term',
    marked: false,
    instead: 'a fill from the deposed primary is compared by its head alone',
    comesOf:
      'the deposed primary had gone further, alone; its position is higher and its material older',
    steps: 16,
    shownBy: by(['fail-over', 'cancelled change'], {
      begins: 'joined',
      changes: otherKeyFirst,
      ...still,
    }),
  },
  'flag set by a timer': {
    rule: 'ANSWER: a fresh look at the clock, no flag and no cached time',
    marked: true,
    instead: 'a timer says whether the lease is valid',
    comesOf:
      'the flag says valid, the server is paused for longer than its lease, and answers by the flag',
    steps: 10,
    shownBy: by([]),
  },
  'plain read after a lapse': {
    rule: 'ANSWER: without a lease there is no answer',
    marked: true,
    instead: 'a plain read decides',
    comesOf: 'the deposed primary is asked, and knows of no revoke',
    steps: 10,
    shownBy: by(['fail-over']),
  },
  'clocks not compared': {
    rule: 'ANSWER: the wall clock and the monotonic clock moved alike',
    marked: false,
    instead: 'a machine that slept trusts its monotonic clock',
    comesOf: 'the machine sleeps through the receipt, and finds its lease valid',
    steps: 9,
    shownBy: by(['suspension']),
  },
  'clone keeps its incarnation': {
    rule: 'ANSWER: a machine whose clocks moved apart joins anew, before it does anything in the old name',
    marked: false,
    instead: 'it renews first, as the same incarnation',
    comesOf:
      'the copy renews, applies and acknowledges in the name of both; the original still has the entry and its lease',
    steps: 9,
    shownBy: by(['cloning', 'NOTIFY'], { servers: 2, ...quick }),
  },
  'sweep by the clock of the database': {
    rule: "SWEEP: never by the database's clock",
    marked: true,
    instead: "the row's age by the database's clock decides",
    comesOf: 'the clock jumps, the row of a live server goes, the receipt asks nobody',
    steps: 8,
    shownBy: by(['sweeping']),
  },
  'sweep across terms': {
    rule: 'SWEEP: watched within one term',
    marked: true,
    instead: 'a beat seen before a fail-over counts after it',
    comesOf:
      'a renewal that was cancelled and one that counts give the row the same beat; the row of a live server goes',
    steps: 19,
    shownBy: by(['sweeping', 'fail-over', 'cancelled renewal'], quick),
  },
  'sweep of a beat that moved': {
    rule: 'SWEEP: deleted only if the beat is still the same',
    marked: true,
    instead: 'the row is deleted by its name',
    comesOf: 'the server renewed meanwhile; its row goes all the same',
    steps: 12,
    shownBy: by(['sweeping'], quick),
  },
  'left before it stopped': {
    rule: 'LEAVE: stop answering first',
    marked: true,
    instead: 'the row is deleted while the server answers',
    comesOf: 'the row is gone, the receipt asks nobody, the server answers',
    steps: 8,
    shownBy: by(['leaving']),
  },
  'left with a renewal in flight': {
    rule: 'LEAVE: no renewal in flight',
    marked: true,
    instead: 'the reply to a renewal comes after the row is gone',
    comesOf: 'its reply brings a lease to a server that no receipt waits for',
    steps: 11,
    shownBy: by(['leaving']),
  },
  'left before its dependants': {
    rule: 'LEAVE: drain the dependants',
    marked: true,
    instead: 'the row is deleted while a verifier holds a lease',
    comesOf: 'the row is gone, the verifier answers',
    steps: 7,
    shownBy: by(['leaving', 'verifier'], behind),
  },
  'verifier counts from the reply': {
    rule: 'verifiers: the lease counts from the ping',
    marked: true,
    instead: 'it counts from the arrival of the grant',
    comesOf: "the grant is under way for longer than the server's lease lasts",
    steps: 10,
    shownBy: by(['verifier'], behind),
  },
  'grants overtake': {
    rule: 'verifiers: one ordered channel',
    marked: true,
    instead: 'a grant overtakes the invalidation before it',
    comesOf:
      'the grant of a server that has applied the revoke reaches the verifier before the revoke does',
    steps: 12,
    shownBy: by(['verifier', 'NOTIFY'], quick),
  },
  'verifier given a whole lease': {
    rule: "verifiers: what remains of the server's own lease",
    marked: true,
    instead: 'a whole lease',
    comesOf: "the verifier's lease outlives its server's",
    steps: 10,
    shownBy: by(['verifier'], behind),
  },
  'verifier without the allowance for clocks': {
    rule: 'verifiers: a little less than that, for clocks that differ',
    marked: true,
    instead: 'all of it',
    comesOf: "the verifier's clock misses a tick, and its lease outlives its server's",
    steps: 11,
    shownBy: by(['verifier', 'slow clocks']),
  },
  'fill without its position': {
    rule: 'verifiers: fills carry their position',
    marked: true,
    instead: 'whatever comes last is stored',
    comesOf: 'the revoke overtakes the fill that was read before it, which is then stored',
    steps: 13,
    shownBy: by(['verifier', 'NOTIFY', 'eviction'], still),
  },
  'handing out noted late': {
    rule: 'verifiers: what is handed out is noted before it is read',
    marked: false,
    instead: 'noted before the reply, but after the read',
    comesOf: 'the revoke is applied between read and reply; nobody tells the verifier',
    steps: 15,
    shownBy: by(['verifier', 'NOTIFY'], still),
  },
  'verifier keeps its cache when it reconnects': {
    rule: 'verifiers: reconnecting empties everything',
    marked: false,
    instead: 'the cache and the lease are kept',
    comesOf: 'the new connection knows nothing of what the old one handed out',
    steps: 8,
    shownBy: by(['verifier', 'NOTIFY'], behind),
  },
};
