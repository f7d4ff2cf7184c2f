import {
  type ChannelsAt,
  endOfCaller,
  type GateDecisions,
  type HeldUntil,
} from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOfTopic } from './topics.ts';

/** Why something ended that went on by a right: the credential, a right that it took, or nobody could be asked. */
export type Ended = 'credential' | 'right' | 'unavailable';

export interface Judging {
  readonly decisions: GateDecisions;
  readonly clock: () => number;
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
  readonly #subscriptions = new Map<string, ChannelsAt>();
  readonly #publishable = new Map<string, number>();
  readonly #decided = new Map<string, number>();
  readonly #deciding = new Map<string, Promise<Decided>>();
  /** The channels and projects that it was decided about. */
  readonly nodes = new Set<string>();
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
    return !this.#hasEnded && this.#judging.clock() < this.#until;
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
    const { until } = decided;
    if (until === undefined) return false;
    if (this.#isCurrent(decided)) {
      if (this.#publishable.size >= mostKept) this.#publishable.clear();
      this.#publishable.set(topic, until);
    }
    return true;
  }

  /** Decides, and goes on with it where it is allowed. Rejects with StorageUnavailable. */
  async subscribe(filter: string, at: ChannelsAt): Promise<boolean> {
    const decided = await this.#decide('channel.subscribe', at);
    const { until } = decided;
    if (until === undefined) return false;
    this.#subscriptions.set(filter, at);
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
    try {
      const again = await this.#judging.decisions.recheck(this.#caller);
      if (!again.ok) return this.end('credential');
      this.#take(again.caller);
      let earliest = this.#callerEnds;
      const decided = new Map<string, HeldUntil>();
      for (const at of this.#subscriptions.values()) {
        const until = await this.#once(decided, at);
        if (until === undefined) return this.end('right');
        earliest = Math.min(earliest, until);
      }
      this.#until = earliest;
      this.#lookAgain(earliest);
    } catch {
      // Who cannot be judged may not go on.
      this.end('unavailable');
    }
  }

  async #once(decided: Map<string, HeldUntil>, at: ChannelsAt): Promise<HeldUntil> {
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
    const until = this.#decided.get(key);
    if (until !== undefined && this.#isStill(until)) {
      return Promise.resolve({ until, asOf: this.#judging.changes() });
    }
    const known = this.#deciding.get(key);
    if (known) return known;
    const deciding = this.#ask(permission, at)
      .then((decided) => {
        const { until } = decided;
        if (until !== undefined && this.#isCurrent(decided)) this.#decided.set(key, until);
        return decided;
      })
      .finally(() => this.#deciding.delete(key));
    this.#deciding.set(key, deciding);
    return deciding;
  }

  async #ask(permission: ChannelPermission, at: ChannelsAt): Promise<Decided> {
    const { decisions, changes } = this.#judging;
    if (this.nodes.size >= mostKept) this.#forgetNodes();
    for (const id of nodesOf(at)) this.nodes.add(id);
    for (let attempt = 1; ; attempt++) {
      const asOf = changes();
      const again = await decisions.recheck(this.#caller);
      if (!again.ok) {
        this.end('credential');
        return { until: undefined, asOf };
      }
      this.#take(again.caller);
      const until = await decisions.onChannels(this.#caller, permission, at);
      const decided = { until, asOf };
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
    return now < until && now < this.#callerEnds && !this.#hasEnded;
  }

  #forgetNodes(): void {
    this.forget();
    this.nodes.clear();
    for (const at of this.#subscriptions.values()) {
      for (const id of nodesOf(at)) this.nodes.add(id);
    }
  }
}

type ChannelPermission = 'channel.publish' | 'channel.subscribe';

interface Decided {
  readonly until: HeldUntil;
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
