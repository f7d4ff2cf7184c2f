import type { ChannelBroker } from '../../request/channel-broker.ts';
import type { ByteSocketFace } from '../../request/socket.ts';
import { type Broker, openBroker, type Rooms } from './broker.ts';
import { type Listening, listenForClients } from './listen.ts';
import { maxPacketBytes } from './settings.ts';

/** Where MQTT over WebSocket is taken. */
export const socketPath = '/mqtt';

export interface MqttGate {
  /** MQTT over WebSocket (MQTT 3.1.1, 6), for the HTTP server. */
  readonly socket: ByteSocketFace;
  readonly messages: ChannelBroker;
  /** Closes all connections, and ends streams. */
  stop(): Promise<void>;
}

interface Options extends Rooms {
  /** Undefined: no port of its own. */
  readonly listening: Omit<Listening, 'connections'> | undefined;
  /** Tells of the ids of rows that are gone; returns the way to stop. */
  readonly followGone: (hear: Broker['forgetGone']) => () => void;
}

/** Opens the broker, and its port where it is to have one. Rejects with what the system says. */
export async function openMqttGate(options: Options): Promise<MqttGate> {
  const { listening, limits } = options;
  const broker = await openBroker(options);
  const stopFollowing = options.followGone(broker.forgetGone);
  const stop = async (stopListening?: () => Promise<void>) => {
    const stopped = stopListening?.();
    stopFollowing();
    await broker.close();
    await stopped;
  };
  try {
    const { connections } = limits;
    const stopListening =
      listening && (await listenForClients(broker, { ...listening, connections }));
    return {
      socket: {
        path: socketPath,
        // The second is what clients of MQTT 3.1 say.
        subprotocols: ['mqtt', 'mqttv3.1'],
        maxMessageBytes: maxPacketBytes(limits),
        take: broker.take,
      },
      messages: broker.messages,
      stop: () => stop(stopListening),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
