import mqtt, { type MqttClient } from 'mqtt';

/** MQTT.js, subscribed, that does not come back by itself. */
export interface Listener {
  /** What comes next. */
  next(): Promise<string>;
  /** When its connection was closed, by `performance.now()`. */
  readonly closedAt: Promise<number>;
  end(): void;
}

/** Rejects where the broker refuses the connection. */
export async function connectJs(url: string, token: string): Promise<MqttClient> {
  const client = mqtt.connect(url, {
    protocolVersion: 4,
    username: 'token',
    password: token,
    reconnectPeriod: 0,
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
  });
  client.on('error', () => {});
  return client;
}

/** Throws where the broker refuses the subscription. */
export async function listen(url: string, token: string, topic: string): Promise<Listener> {
  const client = await connectJs(url, token);
  const closedAt = new Promise<number>((resolve) =>
    client.once('close', () => resolve(performance.now())),
  );
  await client.subscribeAsync(topic, { qos: 1 });
  return {
    next: () =>
      new Promise((resolve) =>
        client.once('message', (_topic, payload) => resolve(String(payload))),
      ),
    closedAt,
    end: () => {
      client.end(true);
    },
  };
}
