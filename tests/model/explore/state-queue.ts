const perChunk = 1 << 14;

/** First in, first out, of records of equal length. What was taken out gives its memory back, chunk by chunk. */
export class StateQueue {
  readonly #size: number;
  #chunks: Uint8Array[] = [];
  #first = 0;
  #last = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get length(): number {
    return this.#last - this.#first;
  }

  get bytes(): number {
    return this.#chunks.length * perChunk * this.#size;
  }

  push(record: Uint8Array): void {
    const chunk = Math.floor(this.#last / perChunk);
    if (chunk === this.#chunks.length) this.#chunks.push(new Uint8Array(perChunk * this.#size));
    this.#chunks[chunk]?.set(record, (this.#last % perChunk) * this.#size);
    this.#last++;
  }

  /** A view, good until the next call. */
  shift(): Uint8Array {
    const at = (this.#first % perChunk) * this.#size;
    const record = this.#chunks[Math.floor(this.#first / perChunk)]?.subarray(at, at + this.#size);
    if (record === undefined || this.length === 0) throw new Error('the queue is empty');
    this.#first++;
    // A record is read before the next one is asked for; so its chunk may go once its last record was given out.
    if (this.#first >= perChunk) {
      this.#chunks = this.#chunks.slice(1);
      this.#first -= perChunk;
      this.#last -= perChunk;
    }
    return record;
  }
}
