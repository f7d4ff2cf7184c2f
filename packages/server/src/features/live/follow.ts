import type { Announcement } from '../../audit/write-audit-event.ts';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { Standing } from '../../plane/revocation/standing.ts';
import type { Heard } from '../../request/heard.ts';
import { type OpenAtOnce, openAtOnce } from '../../request/open-at-once.ts';
import { Problem } from '../../request/problem.ts';
import type { Db, Storage } from '../../storage/storage.ts';
import { EventQueue } from './event-queue.ts';
import {
  audibleNews,
  concerns,
  isOfKinds,
  type Listener,
  needsPlace,
  placeOfNews,
} from './visible-events.ts';

/** Keeps proxies from closing a quiet stream, and looks whether the credential still holds. */
const heartbeatMs = 15_000;
/** Far more than a person with several machines and programs reads. */
const mostStreams = 100;

interface Asked {
  readonly caller: Caller;
  /** Aborted when nobody reads any more. */
  readonly signal: AbortSignal;
}

/**
 * News of committed changes, as far as the caller may see the rows, from now on. It ends with the credential: at once
 * where a change says so, and within a heartbeat where it ran out by itself. Rejects with `rate_limited` where the
 * caller follows too much on this server already, by whatever way.
 */
export type Follow = (db: Db, asked: Asked) => Promise<AsyncIterable<Heard>>;

interface Rooms {
  readonly plane: Plane;
  /** What is heard here may come sooner than the change feed brings it, and with that what the plane goes by. */
  readonly standing: Pick<Standing, 'renew'>;
  readonly storage: Storage;
  /** Whether somebody may know of deployment kinds and charts. */
  readonly seesKinds: (db: Db, caller: Caller, now: number) => Promise<boolean>;
  readonly clock: () => number;
}

/** Made once for a server: what it counts is counted for all ways to listen. */
export function createFollow(rooms: Rooms): Follow {
  const { plane } = rooms;
  const limit = openAtOnce(mostStreams);
  return async (db, { caller, signal }) => {
    const rights = await plane.rights(db, caller, [site]);
    const close = opened(limit, caller);
    return follow(rooms, { caller, rights }, { signal, close });
  };
}

function opened(limit: OpenAtOnce, { principal }: Caller): () => void {
  const close = limit(principal.id);
  if (close) return close;
  throw new Problem('rate_limited', {
    message: `You have ${mostStreams} streams of events open already. Close some of them first.`,
    retry_after_s: heartbeatMs / 1000,
  });
}

function follow(
  rooms: Rooms,
  first: Listener,
  { signal, close }: { signal: AbortSignal; close: () => void },
): AsyncIterable<Heard> {
  const { plane, storage, seesKinds, clock } = rooms;
  let listener = first;
  const queue = new EventQueue<Heard>('resync');
  // What changed between the page's first look and now was not heard.
  queue.push('resync');

  const recheck = async (): Promise<void> => {
    const again = await listenerNow(rooms, listener.caller).catch(() => undefined);
    if (again === 'over') queue.push('over');
    if (again === undefined || again === 'over') end();
    else listener = again;
  };
  const hear = async (message: string): Promise<void> => {
    const news = JSON.parse(message) as Announcement;
    if (concerns(listener.caller, news)) await recheck();
    for (const heard of audibleNews(await informed(news), news)) queue.push(heard);
  };
  const informed = async (news: Announcement): Promise<Listener> => {
    if (isOfKinds(news)) return knowing();
    return needsPlace(news) ? at(news) : listener;
  };
  const knowing = async (): Promise<Listener> => ({
    ...listener,
    seesKinds: await storage.read((db) => seesKinds(db, listener.caller, clock())),
  });
  /** With what they may do there: grants come and go, so it is asked each time. */
  const at = async (news: Announcement): Promise<Listener> => {
    const { caller } = listener;
    const places = [site, placeOfNews(news)];
    return { caller, rights: await storage.read((db) => plane.rights(db, caller, places)) };
  };
  // In turn: what follows the loss of a right must be judged without it, and an older look must not undo a newer.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    // Whoever may write to the database may send anything on its channel.
    turn = turn.then(work).catch(missed);
  };
  const missed = () => {
    inTurn(recheck);
    queue.push('resync');
  };
  const stopListening = storage.listen((message) => inTurn(() => hear(message)), missed);
  const heartbeat = setInterval(() => {
    queue.push('alive');
    inTurn(recheck);
  }, heartbeatMs);
  const end = (): void => {
    clearInterval(heartbeat);
    stopListening();
    queue.end();
    close();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  // It may have been revoked after it was accepted and before this began to listen.
  else inTurn(recheck);
  return queue;
}

/** `over` where the credential no longer counts. */
async function listenerNow(
  { plane, standing, storage }: Rooms,
  caller: Caller,
): Promise<Listener | 'over'> {
  await standing.renew();
  const again = await plane.recheck(caller);
  if (!again.ok) return 'over';
  const rights = await storage.read((db) => plane.rights(db, again.caller, [site]));
  return { caller: again.caller, rights };
}
