/** The answers that one verifier keeps, as far as it was told to: by number, each with the keys that it goes by. */
export class Handed {
  readonly #max: number;
  readonly #keysOf = new Map<number, readonly string[]>();
  readonly #entriesOf = new Map<string, Set<number>>();
  #latest = 0;

  /** Keeps at most so many: a verifier that forgets none must not fill this server's memory. */
  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#keysOf.size;
  }

  /** The number of a new answer, and of the oldest where that has to go for it. */
  add(keys: readonly string[]): { readonly entry: number; readonly evicted: number | undefined } {
    const evicted = this.#keysOf.size < this.#max ? undefined : this.#oldest();
    if (evicted !== undefined) this.#remove(evicted);
    this.#latest += 1;
    const entry = this.#latest;
    this.#keysOf.set(entry, keys);
    for (const key of keys) this.#entriesUnder(key).add(entry);
    return { entry, evicted };
  }

  /** Those that go by any of these keys, which are handed no longer. */
  take(keys: readonly string[]): readonly number[] {
    const taken = new Set(keys.flatMap((key) => [...(this.#entriesOf.get(key) ?? [])]));
    for (const entry of taken) this.#remove(entry);
    return [...taken];
  }

  clear(): void {
    this.#keysOf.clear();
    this.#entriesOf.clear();
  }

  #oldest(): number | undefined {
    return this.#keysOf.keys().next().value;
  }

  #entriesUnder(key: string): Set<number> {
    const known = this.#entriesOf.get(key);
    if (known) return known;
    const entries = new Set<number>();
    this.#entriesOf.set(key, entries);
    return entries;
  }

  #remove(entry: number): void {
    for (const key of this.#keysOf.get(entry) ?? []) {
      const entries = this.#entriesOf.get(key);
      entries?.delete(entry);
      if (entries?.size === 0) this.#entriesOf.delete(key);
    }
    this.#keysOf.delete(entry);
  }
}
