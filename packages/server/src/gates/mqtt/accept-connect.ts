import { randomUUID } from 'node:crypto';
import type { Refusal } from '../../plane/authentication.ts';
import type { GateDecisions } from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import { Secret } from '../../plane/secret.ts';
import type { Connected, Connection } from './connection.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { LiveRights } from './live-rights.ts';
import type { MemoryPersistence } from './memory-persistence.ts';
import { type MqttLimits, maxClientIdLength } from './settings.ts';
import { placeOfFilter, placeOfTopic } from './topics.ts';
import type { Watched } from './watched.ts';

interface Rooms {
  readonly decisions: GateDecisions;
  readonly limits: MqttLimits;
  readonly isOneTooMany: (address: string) => boolean;
  readonly connected: (connected: Connected) => void;
  readonly rights: LiveRights;
  readonly sessions: KeptSessions;
  readonly persistence: MemoryPersistence;
}

/** MQTT 3.1.1, 3.2.2.3: identifier rejected, server unavailable, bad user name or password, not authorized. */
const codes = { badId: 2, unavailable: 3, badPassword: 4, notAuthorized: 5 } as const;
type Accepted =
  | { readonly sessionId: string }
  | { readonly returnCode: (typeof codes)[keyof typeof codes] };

/** Decides about a CONNECT, whose password is the token. Never rejects. */
export async function acceptConnect(
  rooms: Rooms,
  connection: Connection,
  password: Buffer | undefined,
): Promise<Accepted> {
  try {
    return await judgeConnect(rooms, connection, password);
  } catch {
    return { returnCode: codes.unavailable };
  }
}

async function judgeConnect(
  rooms: Rooms,
  connection: Connection,
  password: Buffer | undefined,
): Promise<Accepted> {
  const { asked, address } = connection;
  if (!asked || asked.clientId.length > maxClientIdLength) return { returnCode: codes.badId };
  // Without a name of its own, nobody finds the session again (3.1.3.1).
  if (asked.clientId === '' && !asked.clean) return { returnCode: codes.badId };
  const before = rooms.rights.changes;
  const caller = await rooms.decisions.authenticate({
    kind: 'token',
    text: new Secret(password?.toString() ?? ''),
  });
  if (!caller.ok) return { returnCode: refusalCode(rooms, caller.refusal, address) };
  const accepted = await enter(rooms, connection, caller.caller);
  // It may have been revoked after it was accepted and before anybody listened for that.
  if (rooms.rights.changes !== before && connection.watched) {
    rooms.rights.judgeAgain(connection.watched);
  }
  return accepted;
}

function refusalCode({ isOneTooMany }: Rooms, refusal: Refusal, address: string) {
  switch (refusal) {
    case 'unauthenticated':
    case 'session_invalid':
    case 'session_expired':
    case 'session_ended':
      return codes.badPassword;
    case 'token_malformed':
    case 'token_unknown':
      // One wrong guess too many is no longer told what was wrong with it.
      return isOneTooMany(address) ? codes.unavailable : codes.badPassword;
    case 'token_expired':
    case 'token_revoked':
    case 'principal_inactive':
      return codes.notAuthorized;
    default:
      throw refusal satisfies never;
  }
}

async function enter(rooms: Rooms, connection: Connection, caller: Caller): Promise<Accepted> {
  const { rights, sessions, persistence } = rooms;
  const { asked, address } = connection;
  const { credential } = caller;
  if (!asked || credential.kind === 'session') return { returnCode: codes.badPassword };
  // A token's clients are its own: another one of the same name, even of the same person, is another client.
  const sessionId = `${credential.id}:${asked.clientId || randomUUID()}`;
  if (!sessions.fits(sessionId, credential.id)) return { returnCode: codes.unavailable };
  const watched = rights.watch(caller, () => {});
  const isWelcome = await mayLeaveWill(watched, connection, rooms.limits);
  if (isWelcome && !asked.clean) await takeUpSession(persistence, sessionId, watched);
  // It may have been revoked, or have gone, meanwhile.
  if (!isWelcome || !watched.holds || connection.isGone) {
    rights.leave(watched);
    return { returnCode: codes.notAuthorized };
  }
  const present = { sessionId, tokenId: credential.id, watched, isClean: asked.clean ?? false };
  sessions.came(present);
  connection.accept(watched, () => sessions.left(present));
  rooms.connected({ tokenId: credential.id, address });
  return { sessionId };
}

async function mayLeaveWill(
  watched: Watched,
  { asked }: Connection,
  { maxPayloadBytes }: MqttLimits,
): Promise<boolean> {
  const will = asked?.will;
  if (!will) return true;
  // The parser lets the fourth value of two bits through, and every subscriber would be cut off for it.
  if (will.qos !== undefined && will.qos > 2) return false;
  if (will.payload.length > maxPayloadBytes || !placeOfTopic(will.topic)) return false;
  return watched.mayPublish(will.topic);
}

/** All that the session subscribed to must still be allowed; else it begins anew, and the client is told that it does. */
async function takeUpSession(
  persistence: MemoryPersistence,
  sessionId: string,
  watched: Watched,
): Promise<void> {
  for (const filter of persistence.filtersOf(sessionId)) {
    const at = placeOfFilter(filter);
    if (at && (await watched.subscribe(filter, at))) continue;
    persistence.drop(sessionId);
    for (const begun of watched.filters) watched.unsubscribe(begun);
    return;
  }
}
