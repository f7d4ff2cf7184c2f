import { endpoints, type LiveEvent } from '@keywright/contract';
import type { Announcement } from '../../audit/write-audit-event.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { readOperation } from '../../request/operation.ts';
import type { Storage } from '../../storage/storage.ts';
import { EventQueue } from './event-queue.ts';
import { concerns, visibleEvents } from './visible-events.ts';

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
    run: async (_db, { caller, signal }) => follow(plane, storage, caller, signal),
  });

function follow(
  plane: Plane,
  storage: Storage,
  first: Caller,
  signal: AbortSignal,
): AsyncIterable<Item> {
  let caller = first;
  const queue = new EventQueue<Item>({ kind: 'resync' });
  // What changed between the page's first look and now was not heard.
  queue.push({ kind: 'resync' });

  const recheck = async (): Promise<void> => {
    const again = await plane.recheck(caller).catch(() => undefined);
    if (!again?.ok) return end();
    caller = again.caller;
  };
  const hear = async (message: string): Promise<void> => {
    const news = JSON.parse(message) as Announcement;
    if (concerns(caller, news)) await recheck();
    for (const event of visibleEvents(plane, caller, news)) queue.push(event);
  };
  const stopListening = storage.listen(
    (message) => void hear(message),
    () => {
      void recheck();
      queue.push({ kind: 'resync' });
    },
  );
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
  return queue;
}
