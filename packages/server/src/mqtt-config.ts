import { createSecureContext } from 'node:tls';
import { Secret } from './plane/secret.ts';
import type { Settings } from './settings.ts';

export interface MqttConfig {
  /** Undefined: no port of its own. */
  readonly port: number | undefined;
  /** PEM. */
  readonly tls: { readonly cert: string; readonly key: Secret } | undefined;
  readonly limits: {
    readonly maxPayloadBytes: number;
    readonly connections: number;
    readonly connectionsPerToken: number;
    readonly messagesPerSecond: number;
    readonly subscriptionsPerConnection: number;
  };
}

/** The settings of MQTT; what is wrong with them together is added to the problems. */
export function mqttOf(s: Settings, problems: string[]): MqttConfig {
  return {
    port: s.KEYWRIGHT_MQTT_PORT,
    tls: tlsOf(s, problems),
    limits: {
      maxPayloadBytes: s.KEYWRIGHT_MQTT_MAX_PAYLOAD_BYTES,
      connections: s.KEYWRIGHT_MQTT_CONNECTIONS,
      connectionsPerToken: s.KEYWRIGHT_MQTT_CONNECTIONS_PER_TOKEN,
      messagesPerSecond: s.KEYWRIGHT_MQTT_MESSAGES_PER_SECOND,
      subscriptionsPerConnection: s.KEYWRIGHT_MQTT_SUBSCRIPTIONS,
    },
  };
}

function tlsOf(s: Settings, problems: string[]): MqttConfig['tls'] {
  const { KEYWRIGHT_MQTT_TLS_CERT: cert, KEYWRIGHT_MQTT_TLS_KEY: key } = s;
  if (!cert && !key) return undefined;
  if (!cert) problems.push('KEYWRIGHT_MQTT_TLS_CERT is not set, and KEYWRIGHT_MQTT_TLS_KEY is.');
  if (!key) problems.push('KEYWRIGHT_MQTT_TLS_KEY is not set, and KEYWRIGHT_MQTT_TLS_CERT is.');
  if (!cert || !key) return undefined;
  if (s.KEYWRIGHT_MQTT_PORT === undefined) {
    problems.push(
      'KEYWRIGHT_MQTT_TLS_CERT is set where KEYWRIGHT_MQTT_PORT is not: what is it for?',
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch {
    problems.push('KEYWRIGHT_MQTT_TLS_CERT and KEYWRIGHT_MQTT_TLS_KEY do not go together.');
  }
  return { cert, key: new Secret(key) };
}
