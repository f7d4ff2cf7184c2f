/** What may wait for a reader that does not keep up, before it is told no more. */
const mostWaiting = 5000;
const mostBytesWaiting = 8 * 1024 * 1024;

/** A queue between the broker and one reader; ends at `end()`; or once the rest was read, where the reader was too slow. */
export class MessageQueue<T> implements AsyncIterable<T> {
  #waiting: T[] = [];
  #bytesWaiting = 0;
  #wake: () => void = () => {};
  #isFull = false;
  #isCut = false;

  push(item: T, bytes = 0): void {
    if (this.#isFull || this.#isCut) return;
    this.#waiting.push(item);
    this.#bytesWaiting += bytes;
    const isTooMuch = this.#waiting.length >= mostWaiting || this.#bytesWaiting > mostBytesWaiting;
    if (isTooMuch) this.#isFull = true;
    this.#wake();
  }

  /** What still waits is read by nobody. */
  end(): void {
    this.#isCut = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const items = this.#waiting;
      this.#waiting = [];
      this.#bytesWaiting = 0;
      for (const item of items) {
        if (this.#isCut) return;
        yield item;
      }
      if (this.#waiting.length > 0) continue;
      if (this.#isFull || this.#isCut) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
