import type { Message } from './messages.ts';

/** Of one session; what comes then is not kept for it. */
const mostOfSession = 1000;
const mostBytesOfSession = 4 * 1024 * 1024;

interface Queue {
  packets: Message[];
  bytes: number;
}

/**
 * Messages of QoS 1 and 2 that sessions have not taken yet, in their order, in memory and bounded: a client that never
 * comes back, or never acknowledges, holds no more than that.
 */
export class WaitingMessages {
  readonly #queues = new Map<string, Queue>();

  add(sessionId: string, packet: Message): void {
    const queue = this.#queues.get(sessionId) ?? { packets: [], bytes: 0 };
    if (queue.packets.length >= mostOfSession) return;
    if (queue.bytes + packet.payload.length > mostBytesOfSession) return;
    this.#queues.set(sessionId, queue);
    queue.packets.push({ ...packet, messageId: undefined });
    queue.bytes += packet.payload.length;
  }

  /**
   * Gives the message the id that it is sent by; or puts what follows it in its place, of which a PUBREL is the only one.
   * False: it is not here.
   */
  update(sessionId: string, packet: Message): boolean {
    const packets = this.#queues.get(sessionId)?.packets ?? [];
    const same = packets.find((one) => isSame(one, packet));
    if (same) {
      same.messageId = packet.messageId;
      return true;
    }
    const at = packets.findIndex(({ messageId }) => messageId === packet.messageId);
    if (at < 0) return false;
    packets[at] = packet;
    return true;
  }

  /** Takes out what was sent by this id; undefined: nothing was. */
  take(sessionId: string, messageId: number | undefined): Message | undefined {
    const queue = this.#queues.get(sessionId);
    const at = queue?.packets.findIndex((packet) => packet.messageId === messageId) ?? -1;
    if (!queue || at < 0) return undefined;
    const [packet] = queue.packets.splice(at, 1);
    queue.bytes -= packet?.payload?.length ?? 0;
    if (queue.packets.length === 0) this.#queues.delete(sessionId);
    return packet;
  }

  of(sessionId: string): readonly Message[] {
    return [...(this.#queues.get(sessionId)?.packets ?? [])];
  }

  drop(sessionId: string): void {
    this.#queues.delete(sessionId);
  }
}

function isSame(one: Message, other: Message): boolean {
  if (other.brokerId === undefined) return false;
  return one.brokerId === other.brokerId && one.brokerCounter === other.brokerCounter;
}
