import type { Duplex } from 'node:stream';
import { Aedes, type Client } from 'aedes';
import type { Logger } from 'pino';
import type { GateDecisions } from '../../plane/gate-decisions.ts';
import type { Standing } from '../../plane/revocation/standing.ts';
import type { ChannelBroker } from '../../request/channel-broker.ts';
import { acceptConnect } from './accept-connect.ts';
import { type Connected, Connection, type LivesOn } from './connection.ts';
import { guardStream } from './guarded-stream.ts';
import { KeptSessions } from './kept-sessions.ts';
import { LiveRights } from './live-rights.ts';
import { MemoryPersistence } from './memory-persistence.ts';
import { messageBroker } from './message-broker.ts';
import { PacketMeter } from './packet-meter.ts';
import { Buckets, bucketOf } from './rate.ts';
import {
  connectTimeoutMs,
  drainTimeoutMs,
  type MqttLimits,
  maxPacketBytes,
  maxUnderWay,
  roomBytes,
} from './settings.ts';
import { maxTopicLevels, placeOfFilter } from './topics.ts';

export interface Rooms {
  readonly decisions: GateDecisions;
  readonly standing: Pick<Standing, 'holds' | 'follow'>;
  readonly limits: MqttLimits;
  /** Counts a wrong guess from an address. */
  readonly isOneTooMany: (address: string) => boolean;
  readonly connected: (connected: Connected) => void;
  readonly livesOn: LivesOn;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly clock: () => number;
}

export interface Broker {
  /** Takes a connection of bytes; it is closed by the broker or its client. */
  take(stream: Duplex, address: string): void;
  /** Of a channel that is gone nothing is retained. */
  forgetGone(id: string): void;
  readonly messages: ChannelBroker;
  close(): Promise<void>;
}

/** An MQTT 3.1.1 broker that asks the plane about every connection, message and subscription. */
export async function openBroker(rooms: Rooms): Promise<Broker> {
  const { limits, logger, clock } = rooms;
  const connections = new WeakMap<Client, Connection>();
  const of = (client: Client): Connection => {
    const connection = connections.get(client);
    if (!connection) throw new Error('A client of the broker came by no connection.');
    return connection;
  };
  const persistence = new MemoryPersistence((client, filter) =>
    of(client as Client).isGranted(filter),
  );
  const rights = new LiveRights(rooms.decisions, rooms.standing, clock);
  const sessions = new KeptSessions({ rights, persistence, limits, clock });
  const buckets = new Buckets(limits.messagesPerSecond);
  const room = roomBytes(limits);

  const aedes = await Aedes.createBroker({
    persistence,
    connectTimeout: connectTimeoutMs,
    drainTimeout: drainTimeoutMs,
    maxInflightInbound: maxUnderWay,
    maxTopicLevels,
    preConnect(client, packet, done) {
      of(client).asked = packet;
      done(null, true);
    },
    authenticate(client, _name, password, done) {
      // Whatever a client calls itself is not believed before it proved who it is.
      (client as { id: string }).id = unproved;
      acceptConnect({ ...rooms, rights, sessions, persistence }, of(client), password).then(
        (accepted) => {
          if ('returnCode' in accepted) return done(refusal(accepted.returnCode), false);
          (client as { id: string }).id = accepted.sessionId;
          done(null, true);
        },
      );
    },
    authorizePublish(client, packet, done) {
      if (client) of(client).authorizePublish(packet, done);
      else done(new Error('A message of nobody.'));
    },
    authorizeSubscribe(client, { topic, qos }, done) {
      const connection = of(client);
      // Each filter of a packet costs what a packet does: it may have to be looked up.
      if (!buckets.of(connection.tokenId ?? unproved).take(1)) {
        connection.wasCut('too_fast');
        done(new Error('too fast'));
        return;
      }
      connection.subscribe(topic, placeOfFilter(topic)).then(
        (isAllowed) => done(null, isAllowed ? { topic, qos } : null),
        (error) => done(error),
      );
    },
    authorizeForward: (client, packet) => (of(client).mayHear() ? packet : null),
  });

  const take = (stream: Duplex, address: string): void => {
    const connection = new Connection({ address, stream, limits, logger, roomBytes: room });
    const early = bucketOf(limits.messagesPerSecond, () => performance.now());
    const meter = new PacketMeter({
      maxPacketBytes: maxPacketBytes(limits),
      take: (cost) => {
        const owner = connection.tokenId;
        return (owner === undefined ? early : buckets.of(owner)).take(cost);
      },
    });
    guardStream(stream, {
      meter,
      roomBytes: room,
      onFault: (fault) => connection.wasCut(fault),
    });
    const client = aedes.handle(stream);
    connections.set(client, connection);
    connection.client = client;
  };

  aedes.on('unsubscribe', (filters, client) => of(client).unsubscribed(filters));
  // A client may stay for months: its token is in use all that time, and so is what it listens by.
  aedes.on('ping', (_packet, client) => of(client).tellsOfItself(rooms.livesOn));
  aedes.on('publish', (_packet, client) => {
    if (client) of(client).tellsOfItself(rooms.livesOn, 'channel.publish');
  });
  // What a client did to its own connection; it is closed by now.
  aedes.on('clientError', () => {});
  aedes.on('connectionError', () => {});

  return {
    take,
    forgetGone: (id) => persistence.retained.forgetGone(id),
    messages: messageBroker({ aedes, rights, buckets, limits, retained: persistence.retained }),
    async close() {
      rights.stop();
      sessions.stop();
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
}

/** No token has this id. */
const unproved = 'unproved';

/** MQTT 3.1.1, 3.2.2.3. */
function refusal(returnCode: 2 | 3 | 4 | 5) {
  return Object.assign(new Error('refused'), { returnCode });
}
