import { endpoints, type LiveEvent } from '@keywright/contract';
import type { Announcement } from '../../audit/write-audit-event.ts';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { readOperation } from '../../request/operation.ts';
import type { Storage } from '../../storage/storage.ts';
import { EventQueue } from './event-queue.ts';
import { concerns, type Listener, visibleEvents } from './visible-events.ts';

/** Keeps proxies from closing a quiet stream, and looks whether the credential still holds. */
const heartbeatMs = 15_000;

/** What the stream carries: events, and `null` as a sign of life. */
type Item = LiveEvent | null;

/**
 * Events of committed changes, as far as the caller may see the rows. The stream ends with the credential:
 * at once where a change says so, and within a heartbeat where it ran out by itself.
 */
export const eventsOperation = (plane: Plane, storage: Storage) =>
  readOperation(endpoints.events, {
    async run(db, { caller, signal }) {
      const rights = await plane.rights(db, caller, [site]);
      return follow(plane, storage, { caller, rights }, signal);
    },
  });

function follow(
  plane: Plane,
  storage: Storage,
  first: Listener,
  signal: AbortSignal,
): AsyncIterable<Item> {
  let listener = first;
  const queue = new EventQueue<Item>({ kind: 'resync' });
  // What changed between the page's first look and now was not heard.
  queue.push({ kind: 'resync' });

  const recheck = async (): Promise<void> => {
    const again = await listenerNow(plane, storage, listener.caller).catch(() => undefined);
    if (again) listener = again;
    else end();
  };
  const hear = async (message: string): Promise<void> => {
    const news = JSON.parse(message) as Announcement;
    if (concerns(listener.caller, news)) await recheck();
    for (const event of visibleEvents(listener, news)) queue.push(event);
  };
  const missed = () => {
    void recheck();
    queue.push({ kind: 'resync' });
  };
  // In turn: what follows the loss of a right must be judged without it.
  let turn: Promise<void> = Promise.resolve();
  const hearInTurn = (message: string): void => {
    // Whoever may write to the database may send anything on its channel.
    turn = turn.then(() => hear(message)).catch(missed);
  };
  const stopListening = storage.listen(hearInTurn, missed);
  const heartbeat = setInterval(() => {
    queue.push(null);
    void recheck();
  }, heartbeatMs);
  const end = (): void => {
    clearInterval(heartbeat);
    stopListening();
    queue.end();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  // It may have been revoked after it was accepted and before this began to listen.
  else void recheck();
  return queue;
}

/** Undefined where the credential no longer counts. */
async function listenerNow(
  plane: Plane,
  storage: Storage,
  caller: Caller,
): Promise<Listener | undefined> {
  const again = await plane.recheck(caller);
  if (!again.ok) return undefined;
  const rights = await storage.read((db) => plane.rights(db, again.caller, [site]));
  return { caller: again.caller, rights };
}
