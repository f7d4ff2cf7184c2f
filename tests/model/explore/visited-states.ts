/**
 * Which states were seen, by 64 bits of hash each, and from which state each was first reached. Two different states
 * of equal hash would be taken for one: with 50 million states the odds are below 1 in 10,000. About 20 bytes a state.
 */
export class VisitedStates {
  #low = new Uint32Array(1 << 12);
  #high = new Uint32Array(1 << 12);
  #parents = new Uint32Array(1 << 12);
  /** 1 + the number of a state, at a place that follows from its hash; 0 is free. */
  #table = new Uint32Array(1 << 13);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#low.byteLength * 3 + this.#table.byteLength;
  }

  parentOf(number: number): number {
    return this.#parents[number] ?? 0;
  }

  /** Whether the state was new. States are numbered from 0 in the order of their coming. */
  add(bytes: Uint8Array, parent: number): boolean {
    const low = hashOf(bytes, 0x9e3779b1, 0x5bd1e995);
    const high = hashOf(bytes, 0x85ebca6b, 0x2c1b3c6d);
    const place = this.#placeOf(low, high);
    if (this.#table[place] !== 0) return false;
    const number = this.#count;
    if (number === this.#low.length) this.#grow();
    this.#low[number] = low;
    this.#high[number] = high;
    this.#parents[number] = parent;
    this.#count++;
    this.#table[place] = this.#count;
    if (this.#count * 2 > this.#table.length) this.#spread();
    return true;
  }

  isState(number: number, bytes: Uint8Array): boolean {
    return (
      this.#low[number] === hashOf(bytes, 0x9e3779b1, 0x5bd1e995) &&
      this.#high[number] === hashOf(bytes, 0x85ebca6b, 0x2c1b3c6d)
    );
  }

  #placeOf(low: number, high: number): number {
    const mask = this.#table.length - 1;
    let place = low & mask;
    for (;;) {
      const number = this.#table[place] ?? 0;
      if (number === 0) return place;
      if (this.#low[number - 1] === low && this.#high[number - 1] === high) return place;
      place = (place + 1) & mask;
    }
  }

  #grow(): void {
    this.#low = twice(this.#low);
    this.#high = twice(this.#high);
    this.#parents = twice(this.#parents);
  }

  #spread(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let number = 0; number < this.#count; number++) {
      const place = this.#placeOf(this.#low[number] ?? 0, this.#high[number] ?? 0);
      this.#table[place] = number + 1;
    }
  }
}

function twice(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(old.length * 2);
  longer.set(old);
  return longer;
}

/** Multiply and fold, with the finish of MurmurHash3. */
function hashOf(bytes: Uint8Array, seed: number, factor: number): number {
  let hash = seed;
  for (let i = 0; i < bytes.length; i++) {
    hash = Math.imul(hash ^ (bytes[i] ?? 0), factor);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
