/** What clients may do before they are refused or cut off. */
export interface MqttLimits {
  readonly maxPayloadBytes: number;
  /** Open at once, with sessions that are kept for who is away. */
  readonly connections: number;
  readonly connectionsPerToken: number;
  /** Of one token, over all its connections; in bursts as many at once. */
  readonly messagesPerSecond: number;
  readonly subscriptionsPerConnection: number;
}

/** From the first byte of a connection to its CONNECT, in milliseconds. */
export const connectTimeoutMs = 10_000;
/** How long somebody may take to read what was sent, before whoever waits for it gives up. */
export const drainTimeoutMs = 10_000;
/** How long a session is kept for a client that is away. */
export const keepSessionMs = 24 * 3_600_000;
/** Of a session that is kept: each message of QoS 1 or 2 is held against all of them. */
export const mostKeptSubscriptions = 100;
/** The longest client id, in characters. */
export const maxClientIdLength = 256;
/** Messages of QoS 2 that one client may have under way to the broker. */
export const maxUnderWay = 100;

/** What may wait for a client that does not read: a good burst, and several of the largest messages. */
export const roomBytes = ({ maxPayloadBytes }: MqttLimits): number =>
  Math.max(1024 * 1024, 4 * maxPayloadBytes);

/** The longest topic that the protocol knows, and what stands around topic and payload. */
const aroundPayload = 65_535 + 64;
export const maxPacketBytes = ({ maxPayloadBytes }: MqttLimits): number =>
  maxPayloadBytes + aroundPayload;
