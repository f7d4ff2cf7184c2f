import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Listeners } from '../listeners.ts';

export const channel = 'keywright_changes';
const reconnectAfterMs = 500;

/**
 * Listens on a connection of its own, and comes back after each loss; what was announced meanwhile is lost, and
 * the listeners are told so. Resolves once it listens, or has failed to for the first time, with the way to stop.
 */
export async function listenForever(
  url: string,
  listeners: Listeners,
): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const tried = Promise.withResolvers<void>();
  const ended = (async () => {
    for (let first = true; !stop.signal.aborted; first = false) {
      const listening = () => (first ? tried.resolve() : listeners.missed());
      await listenOnce(url, listeners, stop.signal, listening);
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

async function listenOnce(
  url: string,
  listeners: Listeners,
  signal: AbortSignal,
  listening: () => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'keywright listener' });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', ({ payload }) => listeners.hear(payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    listening();
    await lost;
  } catch {
    // Tried again by the caller.
  } finally {
    await client.end().catch(() => {});
  }
}
