import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Listeners } from '../listeners.ts';

export const channel = 'keywright_changes';
/** Says that the change feed may have grown, and nothing else. */
const feedChannel = 'keywright_feed';
const reconnectAfterMs = 500;

/**
 * Listens on a connection of its own, and comes back after each loss; what was announced meanwhile is lost, and
 * the listeners are told so. Resolves once it listens, or has failed to for the first time, with the way to stop.
 */
export async function listenForever(
  url: string,
  listeners: Listeners,
  feedGrew: () => void,
): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const tried = Promise.withResolvers<void>();
  const ended = (async () => {
    for (let first = true; !stop.signal.aborted; first = false) {
      const listening = () => (first ? tried.resolve() : listeners.missed());
      const heard: Heard = { listeners, feedGrew, listening };
      await listenOnce(url, heard, stop.signal);
      tried.resolve();
      await wait(reconnectAfterMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();
  await tried.promise;
  return () => {
    stop.abort();
    return ended;
  };
}

interface Heard {
  readonly listeners: Listeners;
  readonly feedGrew: () => void;
  /** Called once it listens. */
  readonly listening: () => void;
}

async function listenOnce(
  url: string,
  { listeners, feedGrew, listening }: Heard,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'keywright listener' });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ channel: on, payload }) =>
    on === feedChannel ? feedGrew() : listeners.hear(payload ?? ''),
  );
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    await client.query(`listen ${feedChannel}`);
    listening();
    feedGrew();
    await lost;
  } catch {
    // Tried again by the caller.
  } finally {
    await client.end().catch(() => {});
  }
}
