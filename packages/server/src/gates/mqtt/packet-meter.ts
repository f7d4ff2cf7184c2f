/** MQTT 3.1.1, 2.2.1. */
const publish = 3;
const subscribe = 8;
const unsubscribe = 10;
const pingreq = 12;
const askingTypes: ReadonlySet<number> = new Set([publish, subscribe, unsubscribe, pingreq]);

/** An answer to a packet of ours costs a client a tenth of what one of its own does. */
const answerCost = 0.1;

/** Why a client is cut off before its bytes are read. */
export type Fault = 'too_large' | 'malformed' | 'too_fast';

interface Limits {
  readonly maxPacketBytes: number;
  /** Takes what a packet costs; false: too much in too short a time. */
  take(cost: number): boolean;
}

/**
 * Follows the frames in a stream of bytes (2.2.3), so that a packet is refused by its announced length and not once it was
 * collected, and a flood before it is parsed.
 */
export class PacketMeter {
  readonly #limits: Limits;
  /** Of the body of the present packet. */
  #bytesLeft = 0;
  #type: number | undefined;
  #length = 0;
  #factor = 1;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  feed(chunk: Uint8Array): Fault | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (this.#bytesLeft > 0) {
        const taken = Math.min(this.#bytesLeft, chunk.length - at);
        this.#bytesLeft -= taken;
        at += taken;
        continue;
      }
      const fault = this.#header(chunk[at++] as number);
      if (fault) return fault;
    }
    return undefined;
  }

  #header(byte: number): Fault | undefined {
    if (this.#type === undefined) {
      this.#type = byte >> 4;
      this.#length = 0;
      this.#factor = 1;
      return this.#limits.take(askingTypes.has(this.#type) ? 1 : answerCost)
        ? undefined
        : 'too_fast';
    }
    this.#length += (byte & 0x7f) * this.#factor;
    if (this.#length > this.#limits.maxPacketBytes) return 'too_large';
    if (byte & 0x80) {
      this.#factor *= 128;
      return this.#factor > 128 ** 3 ? 'malformed' : undefined;
    }
    this.#type = undefined;
    this.#bytesLeft = this.#length;
    return undefined;
  }
}
