/** What a bounded cache holds. */
export interface Kept {
  /** Set at each use; what was used since it was last looked at for removal stays once more. */
  recent: boolean;
  /** Cleared when it was dropped: whoever still holds it must not go by it any more. */
  alive: boolean;
}

/** How many are spared in a row before one that was used goes all the same: no insertion takes longer than that. */
const mostSpared = 32;

/** Keeps at most so many; beyond it the oldest that was not used since goes. */
export class BoundedCache<K, V extends Kept> {
  readonly #max: number;
  #kept = new Map<K, V>();
  /** In the order they came; what is spared comes again at the end, so this never has to begin anew. */
  #oldest = this.#kept.keys();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(key: K): V | undefined {
    const found = this.#kept.get(key);
    // Written only where it is another: what is written has to be fetched by every processor anew.
    if (found !== undefined && !found.recent) found.recent = true;
    return found;
  }

  /** Keeps it in place of what was kept by this key. */
  set(key: K, value: V): void {
    this.drop(key);
    if (this.#kept.size >= this.#max) this.#removeOne();
    this.#kept.set(key, value);
  }

  drop(key: K): void {
    const found = this.#kept.get(key);
    if (found === undefined) return;
    found.alive = false;
    this.#kept.delete(key);
  }

  empty(): void {
    for (const value of this.#kept.values()) value.alive = false;
    this.#kept = new Map();
    this.#oldest = this.#kept.keys();
  }

  values(): Iterable<V> {
    return this.#kept.values();
  }

  #removeOne(): void {
    for (let spared = 0; ; spared++) {
      const key = this.#oldest.next().value as K;
      const value = this.#kept.get(key) as V;
      if (!value.recent || spared === mostSpared) {
        this.drop(key);
        return;
      }
      value.recent = false;
      this.#kept.delete(key);
      this.#kept.set(key, value);
    }
  }
}
