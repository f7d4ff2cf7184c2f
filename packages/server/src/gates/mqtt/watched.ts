import {
  type ChannelsAt,
  endOfCaller,
  type GateDecisions,
  type HeldDecision,
} from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOfTopic } from './topics.ts';

/** Why something ended that went on by a right: the credential, a right that it took, or nobody could be asked. */
export type Ended = 'credential' | 'right' | 'unavailable';

export interface Judging {
  readonly decisions: GateDecisions;
  readonly clock: () => number;
  /** Whether this server may answer by what it keeps, at this moment. */
  isLeaseHeld(): boolean;
  /** How many changes of anybody's rights were heard so far. */
  changes(): number;
  /** Asks for another look at that time at the latest, in milliseconds since 1970. */
  lookAgainAt(time: number): void;
}

/** Topics, and places, whose decisions one connection keeps; beyond it they are forgotten, and decided anew. */
const mostKept = 1000;
/** How often a decision is begun again because something changed meanwhile. */
const tries = 4;

/**
 * What one connection, stream or kept session may do by its caller's rights. Decisions are kept until something changes that
 * may concern them, or their time is over; a subscription that is no longer allowed ends the whole, because MQTT 3.1.1 has no
 * word to take a single one back.
 */
export class Watched {
  readonly #judging: Judging;
  #caller: Caller;
  #callerEnds: number;
  readonly #leave: () => void;
  #hasEnded = false;
  readonly #subscriptions = new Map<string, Subscribed>();
  readonly #publishable = new Map<string, number>();
  readonly #decided = new Map<string, NonNullable<HeldDecision>>();
  readonly #deciding = new Map<string, Promise<Decided>>();
  /** What its decisions go by: keys of the change feed. */
  readonly #keys = new Set<string>();
  /** From when on it is told nothing unless it is judged again before, by the monotonic clock. */
  #doubtfulFrom = Infinity;
  /** How often it was doubted: who began to judge it before has not judged that. */
  #doubts = 0;
  /** When it has to be looked at again though nothing changed. */
  lookAt = Infinity;
  /** When it ends, as far as was known when it was judged last. */
  #until: number;
  /** What is to happen at the end. */
  onEnd: (why: Ended) => void;

  constructor(judging: Judging, caller: Caller, leave: () => void, onEnd: (why: Ended) => void) {
    this.#judging = judging;
    this.#caller = caller;
    this.#callerEnds = endOfCaller(caller);
    this.#leave = leave;
    this.onEnd = onEnd;
    this.#until = this.#callerEnds;
    this.#lookAgain(this.#until);
  }

  get caller(): Caller {
    return this.#caller;
  }

  get filters(): readonly string[] {
    return [...this.#subscriptions.keys()];
  }

  has(filter: string): boolean {
    return this.#subscriptions.has(filter);
  }

  /** Whether it may still be told of anything now: its time may be over before anybody looked. */
  get holds(): boolean {
    const { isLeaseHeld, clock } = this.#judging;
    if (this.#hasEnded || !isLeaseHeld()) return false;
    return clock() < this.#until && performance.now() < this.#doubtfulFrom;
  }

  /** Whether a change of this may be one of its rights. */
  goesBy(key: string): boolean {
    const { principal, credential } = this.#caller;
    return key === principal.id || key === credential.id || this.#keys.has(key);
  }

  /** Something that it goes by was changed: it is told no more after so many milliseconds, unless it is judged anew. */
  doubt(graceMs: number): void {
    this.#doubts++;
    this.#doubtfulFrom = Math.min(this.#doubtfulFrom, performance.now() + graceMs);
  }

  end(why: Ended): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#leave();
    this.onEnd(why);
  }

  /** At once where it is known. Rejects with StorageUnavailable. */
  mayPublish(topic: string): boolean | Promise<boolean> {
    const until = this.#publishable.get(topic);
    return until !== undefined && this.#isStill(until) ? true : this.#decideTopic(topic);
  }

  async #decideTopic(topic: string): Promise<boolean> {
    const at = placeOfTopic(topic);
    if (!at) return false;
    const decided = await this.#decide('channel.publish', at);
    if (!decided.held) return false;
    const { until } = decided.held;
    if (this.#isCurrent(decided)) {
      if (this.#publishable.size >= mostKept) this.#publishable.clear();
      this.#publishable.set(topic, until);
    }
    return true;
  }

  /** Decides, and goes on with it where it is allowed. Rejects with StorageUnavailable. */
  async subscribe(filter: string, at: ChannelsAt): Promise<boolean> {
    const decided = await this.#decide('channel.subscribe', at);
    if (!decided.held) return false;
    const { until, keys } = decided.held;
    this.#subscriptions.set(filter, { at, keys });
    this.#until = Math.min(this.#until, until);
    this.#lookAgain(this.#isCurrent(decided) ? until : 0);
    return true;
  }

  unsubscribe(filter: string): void {
    this.#subscriptions.delete(filter);
  }

  /** Forgets what was decided: it is decided anew when it is asked next. */
  forget(): void {
    this.#publishable.clear();
    this.#decided.clear();
  }

  /** Judges all that goes on again, and ends it where it may not. Never rejects. */
  async judgeAgain(): Promise<void> {
    const doubts = this.#doubts;
    try {
      const again = await this.#judging.decisions.recheck(this.#caller);
      if (!again.ok) return this.end('credential');
      this.#take(again.caller);
      let earliest = this.#callerEnds;
      const decided = new Map<string, HeldDecision>();
      for (const [filter, { at }] of this.#subscriptions) {
        const held = await this.#once(decided, at);
        if (!held) return this.end('right');
        if (this.#subscriptions.has(filter)) this.#subscriptions.set(filter, { at, ...held });
        this.#noteKeys(held.keys);
        earliest = Math.min(earliest, held.until);
      }
      this.#until = earliest;
      if (doubts === this.#doubts) this.#doubtfulFrom = Infinity;
      this.#lookAgain(earliest);
    } catch {
      // Who cannot be judged may not go on.
      this.end('unavailable');
    }
  }

  async #once(decided: Map<string, HeldDecision>, at: ChannelsAt): Promise<HeldDecision> {
    const key = keyOf(at);
    if (!decided.has(key)) {
      const { decisions } = this.#judging;
      decided.set(key, await decisions.onChannels(this.#caller, 'channel.subscribe', at));
    }
    return decided.get(key);
  }

  /** Once for a place, however many topics of it are asked about, and one after the other for each, which keeps their order. */
  #decide(permission: ChannelPermission, at: ChannelsAt): Promise<Decided> {
    const key = `${permission} ${keyOf(at)}`;
    const held = this.#decided.get(key);
    if (held !== undefined && this.#isStill(held.until)) {
      return Promise.resolve({ held, asOf: this.#judging.changes() });
    }
    const known = this.#deciding.get(key);
    if (known) return known;
    const deciding = this.#ask(permission, at)
      .then((decided) => {
        const { held } = decided;
        if (held !== undefined && this.#isCurrent(decided)) this.#decided.set(key, held);
        return decided;
      })
      .finally(() => this.#deciding.delete(key));
    this.#deciding.set(key, deciding);
    return deciding;
  }

  async #ask(permission: ChannelPermission, at: ChannelsAt): Promise<Decided> {
    const { decisions, changes } = this.#judging;
    this.#noteKeys(nodesOf(at));
    for (let attempt = 1; ; attempt++) {
      const asOf = changes();
      const again = await decisions.recheck(this.#caller);
      if (!again.ok) {
        this.end('credential');
        return { held: undefined, asOf };
      }
      this.#take(again.caller);
      const held = await decisions.onChannels(this.#caller, permission, at);
      this.#noteKeys(held?.keys ?? []);
      const decided = { held, asOf };
      if (this.#isCurrent(decided) || attempt === tries) return decided;
    }
  }

  #take(caller: Caller): void {
    this.#caller = caller;
    this.#callerEnds = endOfCaller(caller);
  }

  #lookAgain(time: number): void {
    this.lookAt = Math.min(this.lookAt, time);
    this.#judging.lookAgainAt(time);
  }

  /** Whether nothing was changed since it was decided. Asked right before it is kept: between the two a change can be heard. */
  #isCurrent({ asOf }: Decided): boolean {
    return this.#judging.changes() === asOf;
  }

  /** Whether a decision that holds until then may still be gone by. */
  #isStill(until: number): boolean {
    const now = this.#judging.clock();
    const isInTime = now < until && now < this.#callerEnds;
    return isInTime && !this.#hasEnded && this.#judging.isLeaseHeld();
  }

  #noteKeys(keys: readonly string[]): void {
    if (this.#keys.size >= mostKept) this.#forgetKeys();
    for (const key of keys) this.#keys.add(key);
  }

  #forgetKeys(): void {
    this.forget();
    this.#keys.clear();
    for (const { keys } of this.#subscriptions.values()) {
      for (const key of keys) this.#keys.add(key);
    }
  }
}

interface Subscribed {
  readonly at: ChannelsAt;
  /** What it goes by: keys of the change feed. */
  readonly keys: readonly string[];
}

export type ChannelPermission = 'channel.publish' | 'channel.subscribe';

interface Decided {
  readonly held: HeldDecision;
  /** How many changes had been heard when it was begun. */
  readonly asOf: number;
}

function nodesOf(at: ChannelsAt): string[] {
  switch (at.kind) {
    case 'channel':
      return [at.projectId, at.channelId];
    case 'project':
      return [at.projectId];
    case 'site':
      return [];
    default:
      throw at satisfies never;
  }
}

const keyOf = (at: ChannelsAt): string => `${at.kind} ${nodesOf(at).join(' ')}`;
