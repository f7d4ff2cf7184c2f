import { setTimeout as wait } from 'node:timers/promises';

interface Owed {
  readonly seq: number;
  /** When the last lease ends that the verifier can have read before this; by this server's monotonic clock. */
  readonly until: number;
}

/** How long one verifier may answer by what it was handed, and what it has not confirmed to have forgotten. */
export class Lent {
  readonly #mono: () => number;
  #until = Number.NEGATIVE_INFINITY;
  #latest = 0;
  #owed: Owed[] = [];
  #moved = Promise.withResolvers<void>();

  constructor(mono = () => performance.now()) {
    this.#mono = mono;
  }

  /** Before it is told so: whatever becomes of the message, it may have arrived. Milliseconds. */
  lend(ms: number): void {
    this.#until = Math.max(this.#until, this.#mono() + ms);
  }

  /**
   * The number of the next thing that it is told to forget. A lease that is lent later does not make the wait for it
   * longer: what comes in order is read after it.
   */
  owe(): number {
    const now = this.#mono();
    this.#owed = this.#owed.filter(({ until }) => until > now);
    this.#latest += 1;
    this.#owed.push({ seq: this.#latest, until: this.#until });
    return this.#latest;
  }

  forgot(upto: number): void {
    this.#owed = this.#owed.filter(({ seq }) => seq > upto);
    this.#move();
  }

  /** It answers nothing any more. */
  left(): void {
    this.#until = Number.NEGATIVE_INFINITY;
    this.#owed = [];
    this.#move();
  }

  /** Resolves when it has confirmed all that it owes by now, or has no lease from before it was told. */
  async settled(): Promise<void> {
    const latest = this.#latest;
    for (;;) {
      const remaining = this.#remaining(({ seq }) => seq <= latest);
      if (remaining <= 0) return;
      const over = new AbortController();
      // What cancels the timer is no failure.
      const ended = wait(remaining, undefined, { signal: over.signal }).catch(() => {});
      await Promise.race([this.#moved.promise, ended]);
      over.abort();
    }
  }

  /** Resolves when no lease of its can last. */
  async ended(): Promise<void> {
    for (let left = this.#until - this.#mono(); left > 0; left = this.#until - this.#mono()) {
      await Promise.race([this.#moved.promise, wait(left)]);
    }
  }

  #remaining(counts: (owed: Owed) => boolean): number {
    const now = this.#mono();
    return Math.max(0, ...this.#owed.filter(counts).map(({ until }) => until - now));
  }

  #move(): void {
    this.#moved.resolve();
    this.#moved = Promise.withResolvers();
  }
}
