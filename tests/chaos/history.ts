/** Milliseconds of the clock in clock.ts. */
type Instant = number;

/** Something that is so or not: a secret lives, a person is active, a grant is there. By its name. */
export type Fact = string;

/** A change of a fact that somebody asked for. What was refused has not happened, and is not one. */
export interface Write {
  readonly fact: Fact;
  readonly value: boolean;
  readonly start: Instant;
  /**
   * `acknowledged`: from `end` on, all must know of it. `unknown`: it has happened by `end` or never will; Infinity
   * where nobody can tell.
   */
  readonly outcome: 'acknowledged' | 'unknown';
  readonly end: Instant;
  /** For whoever reads a finding: `POST … at server 2`. */
  readonly how: string;
}

/** What is asked again and again. The answer is yes where all that it needs is so, else no. */
export interface Question {
  readonly needs: readonly Fact[];
  /** For whoever reads a finding. */
  readonly about: string;
}

/** A question that was answered. Whoever said that they cannot tell (503) has not answered. */
export interface Answer {
  /** Its index among the questions. */
  readonly question: number;
  readonly isYes: boolean;
  /** The code or reason that came with it. */
  readonly why: string;
  readonly start: Instant;
  readonly end: Instant;
  /** Who answered: an index, the same for one server or verifier all along. */
  readonly by: number;
}

export interface History {
  readonly writes: readonly Write[];
  readonly questions: readonly Question[];
  readonly answers: Iterable<Answer>;
}
