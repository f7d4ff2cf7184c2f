/** What an answer goes by, for who keeps the answer: it holds until one of these changes, or ends by itself. */
export class Basis {
  readonly #now: number;
  readonly #keys = new Set<string>();
  #endsAt = Number.POSITIVE_INFINITY;
  #isKept = true;

  /** `now`: when it is answered, in milliseconds since 1970. */
  constructor(now: number) {
    this.#now = now;
  }

  /** Ids as the change feed names them. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** How long the answer can stay true by itself, in milliseconds; Infinity: as long as nothing changes. */
  get lastsMs(): number {
    return this.#endsAt - this.#now;
  }

  /** Whether it may be kept: not where it rests on something not being there, for nobody tells when that comes. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** `ends`: in milliseconds since 1970; those that are over say nothing of what comes. */
  note(key: string, ...ends: (number | null | undefined)[]): void {
    this.#keys.add(key);
    for (const end of ends) {
      if (typeof end === 'number' && end > this.#now) this.#endsAt = Math.min(this.#endsAt, end);
    }
  }

  noteAbsent(): void {
    this.#isKept = false;
  }
}
