/** Writes or reads one value a byte, in order: the same function says both, so that they cannot differ. */
export interface Tape {
  int(value: number): number;
  bit(value: boolean): boolean;
  word<Word extends string>(words: readonly Word[], value: Word): Word;
}

export class Writer implements Tape {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get written(): number {
    return this.#at;
  }

  int(value: number): number {
    this.#bytes[this.#at++] = value;
    return value;
  }

  bit(value: boolean): boolean {
    this.#bytes[this.#at++] = value ? 1 : 0;
    return value;
  }

  word<Word extends string>(words: readonly Word[], value: Word): Word {
    this.#bytes[this.#at++] = words.indexOf(value);
    return value;
  }
}

export class Reader implements Tape {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  int(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  bit(): boolean {
    return this.#bytes[this.#at++] === 1;
  }

  word<Word extends string>(words: readonly Word[], value: Word): Word {
    return words[this.#bytes[this.#at++] ?? 0] ?? value;
  }
}
