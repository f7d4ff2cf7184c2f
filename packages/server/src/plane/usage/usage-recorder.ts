import type { SessionId, TokenId } from '@keywright/contract';
import { CommitOutcomeUnknown } from '../../storage/errors.ts';
import type { Storage } from '../../storage/storage.ts';
import {
  addSighting,
  addUses,
  type HeldUses,
  hourMs,
  notePermission,
  noUses,
  type Sighting,
} from './held-uses.ts';
import { recordUses, type Use } from './queries.ts';
import { writeUses } from './write-uses.ts';

const flushEveryMs = 2000;
/** Credentials in one transaction. */
const batch = 500;
/** Credentials held between two writes; beyond it the oldest uses are let go. */
const maxHeld = 100_000;

export interface UsageRecorder {
  /** A session was used. Takes note in memory, as `seen` does; no request waits for it. */
  used(use: Use<SessionId>): void;
  /** A token was checked that proved itself by the right secret; whether it was accepted or not. */
  seen(sighting: Sighting): void;
  /** A token goes on being used, where that is no check of it: a connection that lives on. Counts nothing. */
  inUse(use: Use<TokenId>): void;
  /** A token was let use a permission, whatever came of the request. `at`: milliseconds since 1970. */
  permissionUsed(tokenId: TokenId, permission: string, at: number): void;
  /** Writes what is held. What could not be written is kept for the next time. */
  flush(): Promise<void>;
  /** Writes what is held, and stops. */
  stop(): Promise<void>;
}

/**
 * Counts the uses of each credential, and writes them every two seconds. A crash loses at most what was not written
 * then; no decision depends on it.
 */
export function usageRecorder(
  storage: Storage,
  onFailure: (error: unknown) => void,
): UsageRecorder {
  const sessions = new Map<SessionId, Use<SessionId>>();
  const tokens = new Map<TokenId, HeldUses>();
  /** Of hours that were over before they were written. */
  let earlier: HeldUses[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const uses = [...sessions.values()];
    sessions.clear();
    const held = [...earlier, ...tokens.values()];
    earlier = [];
    tokens.clear();
    await inBatches(uses, (some) => storage.change((tx) => recordUses(tx, some)), keepSessions);
    await inBatches(held, (some) => storage.change((tx) => writeUses(tx, some)), keepTokens);
  }

  async function inBatches<T>(
    all: readonly T[],
    writeSome: (some: readonly T[]) => Promise<void>,
    keep: (rest: readonly T[]) => void,
  ): Promise<void> {
    for (let at = 0; at < all.length; at += batch) {
      try {
        await writeSome(all.slice(at, at + batch));
      } catch (error) {
        // What may have been written is not counted again: rather too few than too many.
        keep(all.slice(error instanceof CommitOutcomeUnknown ? at + batch : at));
        onFailure(error);
        return;
      }
    }
  }

  function keepSessions(rest: readonly Use<SessionId>[]): void {
    for (const use of rest) if (!sessions.has(use.id)) sessions.set(use.id, use);
  }

  function keepTokens(rest: readonly HeldUses[]): void {
    for (const held of rest) {
      const newer = tokens.get(held.tokenId);
      if (newer === undefined) tokens.set(held.tokenId, held);
      else if (newer.hour === held.hour) addUses(newer, held);
      else earlier.push(held);
    }
    earlier = earlier.slice(-maxHeld);
  }

  function heldOf(tokenId: TokenId, at: number): HeldUses {
    const known = tokens.get(tokenId);
    if (known !== undefined && at >= known.hour && at < known.hour + hourMs) return known;
    if (known !== undefined) earlier.push(known);
    else if (tokens.size >= maxHeld) tokens.delete(tokens.keys().next().value as TokenId);
    const held = noUses(tokenId, at - (at % hourMs));
    tokens.set(tokenId, held);
    return held;
  }

  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(flush, flushEveryMs);
  timer.unref();

  return {
    used(use) {
      if (sessions.size >= maxHeld && !sessions.has(use.id)) {
        sessions.delete(sessions.keys().next().value as SessionId);
      }
      sessions.set(use.id, use);
    },
    seen: (sighting) => addSighting(heldOf(sighting.tokenId, sighting.at), sighting),
    inUse({ id, at, address, userAgent }) {
      const held = heldOf(id, at);
      held.lastUsedAt = at;
      held.lastAddress = address;
      held.lastUserAgent = userAgent;
    },
    permissionUsed: (tokenId, permission, at) =>
      notePermission(heldOf(tokenId, at).permissions, permission, at),
    flush,
    stop() {
      clearInterval(timer);
      return flush();
    },
  };
}
