import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

/** A message as a client heard it. */
export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** MQTT.js, connected once: what happens to its connection is for the test to see, so it never comes back by itself. */
export interface Connected {
  readonly client: MqttClient;
  readonly sessionPresent: boolean;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  /** `taken`: the broker acknowledged it; `closed`: it ended the connection instead. */
  publish(topic: string, payload?: string, options?: PublishOptions): Promise<'taken' | 'closed'>;
  /** What the broker granted, filter by filter: the QoS, or 128 where it refused. */
  subscribe(filters: string | string[], qos?: 0 | 1 | 2): Promise<number[]>;
  /** The next message that is heard. */
  next(): Promise<Heard>;
  /** What was heard and not asked for yet. */
  waiting(): readonly Heard[];
  /** Says goodbye. */
  leave(): Promise<void>;
  /** Goes without a word. */
  vanish(): Promise<void>;
}

interface PublishOptions {
  readonly qos?: 0 | 1 | 2;
  readonly retain?: boolean;
}

export type ConnectOptions = IClientOptions & { readonly token?: string };

const open = new Set<MqttClient>();

/** Ends what a test left open. */
export function endClients(): void {
  for (const client of open) client.end(true);
  open.clear();
}

/** Rejects with `{ code }`, the return code of CONNACK, where the broker refuses. */
export async function connectMqtt(url: string, options: ConnectOptions): Promise<Connected> {
  const { token, ...more } = options;
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    username: 'anything',
    reconnectPeriod: 0,
    resubscribe: false,
    ...(token !== undefined && { password: token }),
    ...more,
  });
  open.add(client);
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  void closed.then(() => open.delete(client));
  const heard: Heard[] = [];
  const wanted: ((message: Heard) => void)[] = [];
  client.on('message', (topic, payload, { retain }) => {
    const message = { topic, payload: payload.toString(), retain };
    const take = wanted.shift();
    if (take) take(message);
    else heard.push(message);
  });
  const { sessionPresent } = await connected(client);
  client.on('error', () => {});
  return {
    client,
    sessionPresent,
    closed,
    publish: (topic, payload = 'x', { qos = 1, retain = false } = {}) =>
      Promise.race([
        new Promise<'taken'>((resolve) =>
          client.publish(topic, payload, { qos, retain }, (error) => {
            if (!error) resolve('taken');
          }),
        ),
        closed.then(() => 'closed' as const),
      ]),
    subscribe: (filters, qos = 0) => granted(client, [filters].flat(), qos),
    next: () => {
      const first = heard.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => wanted.push(resolve));
    },
    waiting: () => heard,
    async leave() {
      client.end();
      await closed;
    },
    async vanish() {
      client.stream.destroy();
      await closed;
    },
  };
}

function connected(client: MqttClient): Promise<{ readonly sessionPresent: boolean }> {
  return new Promise((resolve, reject) => {
    client.once('connect', resolve);
    client.once('error', reject);
    client.once('close', () =>
      reject(Object.assign(new Error('The broker closed the connection.'), { code: 'closed' })),
    );
  });
}

/** As SUBACK has it; the library turns a refusal into an error. */
function granted(client: MqttClient, filters: string[], qos: 0 | 1 | 2): Promise<number[]> {
  const answer = new Promise<number[]>((resolve) => {
    const hear = (packet: { cmd: string; granted?: unknown }) => {
      if (packet.cmd !== 'suback') return;
      client.off('packetreceive', hear);
      resolve(packet.granted as number[]);
    };
    client.on('packetreceive', hear);
  });
  client.subscribe(filters, { qos }, () => {});
  return answer;
}
