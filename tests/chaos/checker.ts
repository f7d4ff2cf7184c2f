import type { Answer, Fact, History, Question, Write } from './history.ts';
import { overlaps, type Possible, possibleValues } from './windows.ts';

/** An answer that nothing that was asked for can explain. */
export interface Finding {
  /** A yes after the change that forbade it was acknowledged, or a no after all that it needs was. */
  readonly kind: 'stale yes' | 'wrong no';
  readonly answer: Answer;
  readonly question: Question;
  /** The writes of the facts that it contradicts, in the order in which they began. */
  readonly writes: readonly Write[];
}

export interface Checked {
  readonly answers: number;
  readonly yes: number;
  /** Answers that could only be a no, and such that could only be a yes: what the run really put to the test. */
  readonly mustBeNo: number;
  readonly mustBeYes: number;
  readonly findings: readonly Finding[];
}

/**
 * Holds every answer against all that it could have seen: a fact has any value that was written before the answer
 * was given, unless a later write of it was acknowledged before the question was asked. Pure, so that it can be shown
 * histories that no server should ever make. A fact that nobody ever wrote is so.
 */
export function checkHistory({ writes, questions, answers }: History): Checked {
  const possible = possibleValues(writes);
  const findings: Finding[] = [];
  let count = 0;
  let yes = 0;
  let mustBeNo = 0;
  let mustBeYes = 0;
  for (const answer of answers) {
    const question = questions[answer.question];
    if (question === undefined) throw new Error(`There is no question ${answer.question}.`);
    count++;
    if (answer.isYes) yes++;
    const never = question.needs.filter((fact) => !can(possible.get(fact), true, answer));
    const isCertain = question.needs.every((fact) => !can(possible.get(fact), false, answer));
    if (never.length > 0) mustBeNo++;
    else if (isCertain) mustBeYes++;
    const contradicted = contradictedBy(answer, question.needs, never, isCertain);
    if (contradicted === undefined) continue;
    findings.push({
      kind: answer.isYes ? 'stale yes' : 'wrong no',
      answer,
      question,
      writes: writesOf(contradicted, writes),
    });
  }
  return { answers: count, yes, mustBeNo, mustBeYes, findings };
}

function can(possible: Possible | undefined, value: boolean, { start, end }: Answer): boolean {
  if (possible === undefined) return value;
  return overlaps(value ? possible.true : possible.false, start, end);
}

function contradictedBy(
  { isYes }: Answer,
  needs: readonly Fact[],
  never: readonly Fact[],
  isCertain: boolean,
): readonly Fact[] | undefined {
  if (isYes) return never.length > 0 ? never : undefined;
  return isCertain ? needs : undefined;
}

function writesOf(facts: readonly Fact[], writes: readonly Write[]): Write[] {
  return writes.filter(({ fact }) => facts.includes(fact)).sort((a, b) => a.start - b.start);
}
