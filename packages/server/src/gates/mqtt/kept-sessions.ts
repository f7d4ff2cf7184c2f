import type { LiveRights } from './live-rights.ts';
import type { MemoryPersistence } from './memory-persistence.ts';
import { keepSessionMs, type MqttLimits } from './settings.ts';
import type { Watched } from './watched.ts';

interface Rooms {
  readonly rights: LiveRights;
  readonly persistence: MemoryPersistence;
  readonly limits: MqttLimits;
  readonly clock: () => number;
}

/** A client that was accepted. */
export interface Present {
  readonly sessionId: string;
  readonly tokenId: string;
  readonly watched: Watched;
  /** Whether its session ends with its connection. */
  readonly isClean: boolean;
}

/** A client that is away, and comes back for what was kept for it. */
interface Away {
  readonly tokenId: string;
  readonly watched: Watched;
  /** Milliseconds since 1970. */
  readonly since: number;
}

const sweepMs = 60_000;

/**
 * Who is connected, and the sessions of who is not (MQTT 3.1.1, 3.1.2.4). What a session is kept for stays subject to the
 * rights of its client while it is away: with one of its subscriptions it goes as a whole.
 */
export class KeptSessions {
  readonly #rooms: Rooms;
  /** All connections; of two of one session the older is about to be closed. */
  readonly #present = new Set<Present>();
  readonly #latest = new Map<string, Present>();
  readonly #away = new Map<string, Away>();
  readonly #perToken = new Map<string, number>();
  readonly #sweep: NodeJS.Timeout;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.#sweep = setInterval(() => this.#dropOld(), sweepMs);
    this.#sweep.unref();
  }

  /** Whether another client of this token fits, or this one, which takes the place of itself. */
  fits(sessionId: string, tokenId: string): boolean {
    if (this.#latest.has(sessionId) || this.#away.has(sessionId)) return true;
    const { connections, connectionsPerToken } = this.#rooms.limits;
    const isFull = () => (this.#perToken.get(tokenId) ?? 0) >= connectionsPerToken;
    if (isFull()) this.#dropOneAway(tokenId);
    return !isFull() && this.#present.size + this.#away.size < connections;
  }

  came(present: Present): void {
    this.#endAway(present.sessionId);
    this.#present.add(present);
    this.#latest.set(present.sessionId, present);
    this.#count(present.tokenId, 1);
  }

  /** Its connection has ended; what was subscribed by it is kept where it asked for that, and may still be. */
  left(present: Present): void {
    if (!this.#present.delete(present)) return;
    const { sessionId, tokenId, watched, isClean } = present;
    this.#count(tokenId, -1);
    const isLatest = this.#latest.get(sessionId) === present;
    if (isLatest) this.#latest.delete(sessionId);
    const { rights, persistence, clock } = this.#rooms;
    if (isLatest && !isClean && watched.holds && persistence.filtersOf(sessionId).length > 0) {
      this.#away.set(sessionId, { tokenId, watched, since: clock() });
      this.#count(tokenId, 1);
      watched.onEnd = () => this.#drop(sessionId);
      return;
    }
    rights.leave(watched);
    if (isLatest) persistence.drop(sessionId);
  }

  stop(): void {
    clearInterval(this.#sweep);
  }

  #endAway(sessionId: string): void {
    const away = this.#away.get(sessionId);
    if (!away) return;
    this.#away.delete(sessionId);
    this.#count(away.tokenId, -1);
    this.#rooms.rights.leave(away.watched);
  }

  #drop(sessionId: string): void {
    this.#endAway(sessionId);
    this.#rooms.persistence.drop(sessionId);
  }

  /** The session of this token that is kept longest makes room for who is here. */
  #dropOneAway(wanted: string): void {
    for (const [sessionId, { tokenId }] of this.#away) {
      if (tokenId !== wanted) continue;
      this.#drop(sessionId);
      return;
    }
  }

  #dropOld(): void {
    const oldest = this.#rooms.clock() - keepSessionMs;
    for (const [sessionId, { since }] of this.#away) {
      if (since < oldest) this.#drop(sessionId);
    }
  }

  #count(tokenId: string, by: 1 | -1): void {
    const count = (this.#perToken.get(tokenId) ?? 0) + by;
    if (count > 0) this.#perToken.set(tokenId, count);
    else this.#perToken.delete(tokenId);
  }
}
