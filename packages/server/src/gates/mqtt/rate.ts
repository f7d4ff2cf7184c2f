/** A bucket that holds what may be taken in one second, and fills again at that pace. */
export interface Bucket {
  /** False: there is not that much in it now. */
  take(cost: number): boolean;
}

/** `clock` in milliseconds; it may jump forward, and must not jump back. */
export function bucketOf(perSecond: number, clock: () => number): Bucket {
  let level = perSecond;
  let at = clock();
  return {
    take(cost) {
      if (level < cost) {
        const now = clock();
        level = Math.min(perSecond, level + ((now - at) / 1000) * perSecond);
        at = now;
      }
      if (level < cost) return false;
      level -= cost;
      return true;
    },
  };
}

/** Buckets by owner, such as one for all connections of a token. One that nobody used for a minute is forgotten, full again. */
export class Buckets {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, { bucket: Bucket; usedAt: number }>();
  #sweptAt = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  of(owner: string): Bucket {
    const now = performance.now();
    if (now - this.#sweptAt > 60_000) this.#sweep(now);
    const known = this.#buckets.get(owner);
    if (known) {
      known.usedAt = now;
      return known.bucket;
    }
    const bucket = bucketOf(this.#perSecond, () => performance.now());
    this.#buckets.set(owner, { bucket, usedAt: now });
    return bucket;
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [owner, { usedAt }] of this.#buckets) {
      if (now - usedAt > 60_000) this.#buckets.delete(owner);
    }
  }
}
