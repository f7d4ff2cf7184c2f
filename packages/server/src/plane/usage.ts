import type { SessionId, TokenId } from '@keywright/contract';
import type { Storage } from '../storage/storage.ts';
import { recordUses, type Use } from './queries.ts';

const flushEveryMs = 2000;
/** Rows in one statement: 4 parameters each, well under SQLite's 32,766 and PostgreSQL's 65,535. */
const batch = 1000;
/** Credentials held between two writes; beyond it the oldest uses are let go. */
const maxHeld = 100_000;

export interface UsageRecorder {
  /** Takes note in memory; no request waits for it. */
  used(use: Use): void;
  /** Writes what is held. On failure it is kept for the next time. */
  flush(): Promise<void>;
  /** Writes what is held, and stops. */
  stop(): Promise<void>;
}

/**
 * Keeps the last use of each credential, written every two seconds. A crash loses at most the last batch; no
 * decision depends on it.
 */
export function usageRecorder(
  storage: Storage,
  onFailure: (error: unknown) => void,
): UsageRecorder {
  const held = new Map<SessionId | TokenId, Use>();
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const uses = [...held.values()];
    held.clear();
    for (let at = 0; at < uses.length; at += batch) {
      const rows = uses.slice(at, at + batch);
      try {
        await storage.change((tx) => recordUses(tx, rows));
      } catch (error) {
        for (const use of uses.slice(at)) if (!held.has(use.id)) held.set(use.id, use);
        onFailure(error);
        return;
      }
    }
  }

  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(flush, flushEveryMs);
  timer.unref();

  return {
    used(use) {
      if (held.size >= maxHeld && !held.has(use.id)) held.delete(held.keys().next().value as never);
      held.set(use.id, use);
    },
    flush,
    stop() {
      clearInterval(timer);
      return flush();
    },
  };
}
