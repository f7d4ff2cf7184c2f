import type { Duplex } from 'node:stream';
import type { Client, ConnectPacket, PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import type { ChannelsAt } from '../../plane/gate-decisions.ts';
import type { Credential } from '../../plane/principal.ts';
import type { Fault } from './packet-meter.ts';
import { type MqttLimits, mostKeptSubscriptions } from './settings.ts';
import { placeOfTopic } from './topics.ts';
import type { Ended, Watched } from './watched.ts';

interface Made {
  /** Where the client connects from. */
  readonly address: string;
  readonly stream: Duplex;
  readonly limits: MqttLimits;
  readonly roomBytes: number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** A token that connected, for the record of its last use. */
export interface Connected {
  readonly tokenId: Exclude<Credential, { kind: 'session' }>['id'];
  readonly address: string;
}

type ChannelPermission = 'channel.publish' | 'channel.subscribe';

/** A connection of this token lives on; with what it just did by which right, or does all the time. */
export type LivesOn = (connected: Connected, permission: ChannelPermission | undefined) => void;

type Done = (error?: Error | null) => void;

/** One client's connection: what it asked for, and what it may do. */
export class Connection {
  readonly #made: Made;
  #watched: Watched | undefined;
  readonly #asking = new Set<string>();
  client: Client | undefined;
  /** Its CONNECT. */
  asked: ConnectPacket | undefined;

  constructor(made: Made) {
    this.#made = made;
  }

  get address(): string {
    return this.#made.address;
  }

  get watched(): Watched | undefined {
    return this.#watched;
  }

  /** Undefined before it was accepted. */
  get tokenId(): string | undefined {
    return this.#watched?.caller.credential.id;
  }

  /** It sent something: its token is in use, and so is what it listens by. */
  tellsOfItself(livesOn: LivesOn, did?: ChannelPermission): void {
    const { caller, filters = [] } = this.#watched ?? {};
    if (!caller || caller.credential.kind === 'session') return;
    const permission = did ?? (filters.length > 0 ? 'channel.subscribe' : undefined);
    livesOn({ tokenId: caller.credential.id, address: this.address }, permission);
  }

  get isGone(): boolean {
    return this.#made.stream.destroyed;
  }

  /** It proved who it is. From now on it ends when its right does; `left` is called once it has. */
  accept(watched: Watched, left: () => void): void {
    this.#watched = watched;
    watched.onEnd = (why) => this.#cut(why);
    this.#made.stream.once('close', left);
  }

  isGranted(filter: string): boolean {
    return this.#watched?.has(filter) ?? false;
  }

  authorizePublish(packet: PublishPacket, done: Done): void {
    const { topic, payload } = packet;
    if (!this.#watched || payload.length > this.#made.limits.maxPayloadBytes) {
      this.#refuse(topic, done);
      return;
    }
    // A will, after the end of the connection: nobody kept what was decided true since.
    if (this.client?.closed) this.#watched.forget();
    const may = this.#watched.mayPublish(topic);
    if (may === true) {
      done(null);
      return;
    }
    Promise.resolve(may).then(
      (isAllowed) => (isAllowed ? done(null) : this.#refuse(topic, done)),
      (error) => done(error),
    );
  }

  /** Rejects with StorageUnavailable. */
  async subscribe(filter: string, at: ChannelsAt | undefined): Promise<boolean> {
    const watched = this.#watched;
    if (!watched || !at) return false;
    const { subscriptionsPerConnection } = this.#made.limits;
    const most = this.asked?.clean
      ? subscriptionsPerConnection
      : Math.min(subscriptionsPerConnection, mostKeptSubscriptions);
    // With those that are being decided: all of one packet are at once.
    const filters = new Set([...watched.filters, ...this.#asking]);
    if (!filters.has(filter) && filters.size >= most) return false;
    this.#asking.add(filter);
    try {
      return await watched.subscribe(filter, at);
    } finally {
      this.#asking.delete(filter);
    }
  }

  unsubscribed(filters: readonly string[]): void {
    for (const filter of filters) this.#watched?.unsubscribe(filter);
  }

  /** Whether it may be told of a message now; one that does not read what it is sent is cut off instead. */
  mayHear(): boolean {
    const { stream, roomBytes } = this.#made;
    if (stream.writableLength > roomBytes) {
      this.wasCut('too_slow');
      stream.destroy();
      return false;
    }
    return this.#watched?.holds ?? false;
  }

  /** Says in the log why the broker ends it. */
  wasCut(why: Fault | Ended | 'too_slow'): void {
    const { address, logger } = this.#made;
    logger.info({ why, address, token: this.tokenId }, 'mqtt connection cut off');
  }

  #cut(why: Ended): void {
    this.wasCut(why);
    this.#made.stream.destroy();
  }

  /** MQTT 3.1.1 has no word for a message that is refused but the end of the connection (3.3.5). */
  #refuse(topic: string, done: Done): void {
    const { address, logger } = this.#made;
    // Of what a client wrote, the log knows ids alone.
    const channel = placeOfTopic(topic)?.channelId ?? 'none';
    logger.info({ channel, address, token: this.tokenId }, 'mqtt message refused');
    done(new Error('refused'));
  }
}
