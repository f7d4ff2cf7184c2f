import { Readable } from 'node:stream';
import { type KeptSubscription, KeptSubscriptions } from './kept-subscriptions.ts';
import type { Message } from './messages.ts';
import { RetainedMessages } from './retained-messages.ts';
import { WaitingMessages } from './waiting-messages.ts';

interface Session {
  readonly id: string;
}
interface Subscription extends KeptSubscription {
  readonly clientId: string;
}
type Id = { readonly messageId?: number | undefined };

/**
 * What aedes asks of a persistence (https://github.com/moscajs/aedes-persistence), in memory. Its own keeps whatever clients
 * make it keep, and of a SUBSCRIBE all filters as soon as one was granted, whose messages a session would get later.
 */
export class MemoryPersistence {
  readonly retained = new RetainedMessages();
  readonly #subscriptions = new KeptSubscriptions();
  readonly #waiting = new WaitingMessages();
  /** Packet ids of messages of QoS 2 that were published and not released yet, by session. */
  readonly #incoming = new Map<string, Set<number | undefined>>();
  readonly #isGranted: (client: Session, filter: string) => boolean;

  constructor(isGranted: (client: Session, filter: string) => boolean) {
    this.#isGranted = isGranted;
  }

  async setup(): Promise<void> {}

  /** Forgets the session and all that is kept for it. */
  drop(sessionId: string): void {
    this.#subscriptions.drop(sessionId);
    this.#waiting.drop(sessionId);
    this.#incoming.delete(sessionId);
  }

  filtersOf(sessionId: string): string[] {
    return this.#subscriptions.of(sessionId).map(({ topic }) => topic);
  }

  async storeRetained(packet: Message): Promise<void> {
    this.retained.store(packet);
  }

  createRetainedStreamCombi(filters: readonly string[]): Readable {
    const { retained } = this;
    return Readable.from(
      (function* () {
        for (const filter of filters) yield* retained.matching(filter);
      })(),
    );
  }

  createRetainedStream(filter: string): Readable {
    return this.createRetainedStreamCombi([filter]);
  }

  async addSubscriptions(
    client: Session,
    subscriptions: readonly KeptSubscription[],
  ): Promise<void> {
    for (const { topic, qos } of subscriptions) {
      if (this.#isGranted(client, topic)) this.#subscriptions.add(client.id, { topic, qos });
    }
  }

  async removeSubscriptions(client: Session, filters: readonly string[]): Promise<void> {
    for (const filter of filters) this.#subscriptions.remove(client.id, filter);
  }

  async subscriptionsByClient(client: Session): Promise<KeptSubscription[]> {
    return this.#subscriptions.of(client.id);
  }

  async subscriptionsByTopic(topic: string): Promise<Subscription[]> {
    return this.#subscriptions.sessionsFor(topic).map((clientId) => ({ clientId, topic, qos: 1 }));
  }

  /** A session that begins clean takes nothing over from one before (MQTT 3.1.1, 3.1.2.4). */
  async cleanSubscriptions({ id }: Session): Promise<void> {
    this.drop(id);
  }

  async outgoingEnqueue({ clientId }: { clientId: string }, packet: Message): Promise<void> {
    this.#waiting.add(clientId, packet);
  }

  async outgoingEnqueueCombi(to: readonly { clientId: string }[], packet: Message): Promise<void> {
    for (const { clientId } of to) this.#waiting.add(clientId, packet);
  }

  async outgoingUpdate(client: Session, packet: Message): Promise<void> {
    if (!this.#waiting.update(client.id, packet)) throw new Error('no such packet');
  }

  async outgoingClearMessageId(client: Session, { messageId }: Id): Promise<Message | undefined> {
    return this.#waiting.take(client.id, messageId);
  }

  outgoingStream(client: Session): Readable {
    return Readable.from(this.#waiting.of(client.id));
  }

  async incomingStorePacket({ id }: Session, { messageId }: Id): Promise<void> {
    const ids = this.#incoming.get(id) ?? new Set();
    this.#incoming.set(id, ids.add(messageId));
  }

  async incomingGetPacket({ id }: Session, packet: Id): Promise<Id> {
    if (!this.#incoming.get(id)?.has(packet.messageId)) throw new Error('no such packet');
    return packet;
  }

  async incomingDelPacket({ id }: Session, { messageId }: Id): Promise<void> {
    if (!this.#incoming.get(id)?.delete(messageId)) throw new Error('no such packet');
  }

  async cleanIncoming({ id }: Session): Promise<void> {
    this.#incoming.delete(id);
  }

  // A will is sent when its connection ends, by the connection itself; there are no other brokers whose wills to send.
  async putWill(): Promise<void> {}
  async delWill(): Promise<void> {}
  async getWill(): Promise<undefined> {}
  streamWill(): Readable {
    return Readable.from([]);
  }
}
