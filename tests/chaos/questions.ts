import type { Random } from '../crash/random.ts';
import type { Fact, Question } from './history.ts';

/** A question with the words in which a server is asked it. */
export interface Asked extends Question {
  readonly index: number;
  readonly token: string;
  /** With `on`: is it allowed? Without: is the token valid? */
  readonly permission?: string;
  readonly on?: string;
}

/** So many of those that a change touched last are asked more often than others. */
const recent = 60;

/** All that is asked in a run. */
export class Questions {
  readonly all: Asked[] = [];
  #alive: Asked[] = [];
  readonly #byFact = new Map<Fact, Asked[]>();
  #touched: Asked[] = [];

  add(question: Omit<Asked, 'index'>): Asked {
    const asked = { ...question, index: this.all.length };
    this.all.push(asked);
    this.#alive.push(asked);
    for (const fact of asked.needs) {
      const others = this.#byFact.get(fact);
      if (others) others.push(asked);
      else this.#byFact.set(fact, [asked]);
    }
    return asked;
  }

  /** Those whose answer depends on it. */
  about(fact: Fact): readonly Asked[] {
    return this.#byFact.get(fact) ?? [];
  }

  /** A change of it is under way or done: now it is worth asking. */
  touch(fact: Fact): void {
    this.#touched = [...this.about(fact).slice(-20), ...this.#touched].slice(0, recent);
  }

  /** For good no longer so: these are asked only while they are among the touched. */
  retire(fact: Fact): void {
    this.#alive = this.#alive.filter(({ needs }) => !needs.includes(fact));
  }

  /** Half of them of those that were touched last. */
  pick(count: number, random: Random): Asked[] {
    return Array.from({ length: count }, () => {
      const isRecent = this.#touched.length > 0 && random.below(2) === 0;
      return random.pick(isRecent ? this.#touched : this.#alive);
    });
  }
}
