/** One process that worked on a task, from its first sign of life to its last, in milliseconds since 1970. */
export interface Worked {
  readonly deployment: string;
  readonly task: string;
  readonly attempt: number;
  readonly who: string;
  readonly from: number;
  readonly to: number;
  readonly isDone: boolean;
}

/** What the lines of the journal say, each process once. */
export function workIn(lines: readonly string[]): Worked[] {
  const processes = new Map<string, Worked>();
  for (const line of lines) {
    const [deployment = '', task = '', attempt = '', who = '', what = '', at = ''] =
      line.split(' ');
    const key = `${task} ${attempt} ${who}`;
    const before = processes.get(key);
    processes.set(key, {
      ...{ deployment, task, who, attempt: Number(attempt) },
      from: before?.from ?? Number(at),
      to: Number(at),
      isDone: what === 'end',
    });
  }
  return [...processes.values()];
}

/** Where two attempts, or two tasks, worked on one deployment at the same time. */
export function atTheSameTime(all: readonly Worked[]): string[] {
  const isOther = (a: Worked, b: Worked) => a.task !== b.task || a.attempt !== b.attempt;
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => a.deployment === b.deployment && isOther(a, b))
      .filter((b) => a.from <= b.to && b.from <= a.to)
      .map((b) => `${a.task} attempt ${a.attempt} and ${b.task} attempt ${b.attempt}`),
  );
}
