/** How many events wait for a slow reader before they are replaced by one word: look at everything again. */
const maxWaiting = 500;

/** A queue between those who push and one who reads; ends at `end()`, when the rest has been read. */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #overflow: T;
  #waiting: T[] = [];
  #wake: () => void = () => {};
  #ended = false;

  /** `overflow` stands for all that had to be dropped. */
  constructor(overflow: T) {
    this.#overflow = overflow;
  }

  push(item: T): void {
    if (this.#ended) return;
    if (this.#waiting.length >= maxWaiting) this.#waiting = [this.#overflow];
    this.#waiting.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const items = this.#waiting;
      this.#waiting = [];
      yield* items;
      if (this.#waiting.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
