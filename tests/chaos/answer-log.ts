import type { Answer } from './history.ts';

const firstCapacity = 1 << 16;

/** Millions of answers, 23 bytes each. */
export class AnswerLog implements Iterable<Answer> {
  #count = 0;
  #starts = new Float64Array(firstCapacity);
  #ends = new Float64Array(firstCapacity);
  #questions = new Int32Array(firstCapacity);
  #yes = new Uint8Array(firstCapacity);
  #by = new Uint8Array(firstCapacity);
  #whys = new Uint8Array(firstCapacity);
  /** Each reason once; there are few. */
  readonly #reasons: string[] = [];

  get count(): number {
    return this.#count;
  }

  add({ question, isYes, why, start, end, by }: Answer): void {
    if (this.#count === this.#starts.length) this.#grow();
    const at = this.#count++;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#questions[at] = question;
    this.#yes[at] = isYes ? 1 : 0;
    this.#by[at] = by;
    this.#whys[at] = this.#reason(why);
  }

  /** How many were given by this one, or by who comes after it. */
  countFrom(by: number): number {
    return this.#by.subarray(0, this.#count).reduce((sum, one) => sum + (one >= by ? 1 : 0), 0);
  }

  *[Symbol.iterator](): Iterator<Answer> {
    for (let at = 0; at < this.#count; at++) {
      yield {
        question: this.#questions[at] ?? 0,
        isYes: this.#yes[at] === 1,
        start: this.#starts[at] ?? 0,
        end: this.#ends[at] ?? 0,
        by: this.#by[at] ?? 0,
        why: this.#reasons[this.#whys[at] ?? 0] ?? '',
      };
    }
  }

  #reason(why: string): number {
    const known = this.#reasons.indexOf(why);
    return known >= 0 ? known : this.#reasons.push(why) - 1;
  }

  #grow(): void {
    const capacity = this.#starts.length * 2;
    const larger = <T extends Float64Array | Int32Array | Uint8Array>(made: T, from: T): T => {
      made.set(from);
      return made;
    };
    this.#starts = larger(new Float64Array(capacity), this.#starts);
    this.#ends = larger(new Float64Array(capacity), this.#ends);
    this.#questions = larger(new Int32Array(capacity), this.#questions);
    this.#yes = larger(new Uint8Array(capacity), this.#yes);
    this.#by = larger(new Uint8Array(capacity), this.#by);
    this.#whys = larger(new Uint8Array(capacity), this.#whys);
  }
}
