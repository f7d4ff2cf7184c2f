/** One time that a runner carried a task out, as it saw it itself. Times are of its own clock, in milliseconds. */
export interface Run {
  readonly taskId: string;
  readonly deploymentId: string;
  /** The server's count, from 1. */
  readonly attempt: number;
  /** When it was told to begin. */
  readonly from: number;
  /** When its work was over: as it first reported its result, lost its lease, or could not be sure to have it any more. */
  readonly to: number;
  /** What became of its result. */
  readonly result: 'acknowledged' | 'unknown' | 'not sent';
  /** The lines of output that were acknowledged. */
  readonly lines: readonly string[];
}

/** A task as the server tells of it in the end. */
export interface EndedTask {
  readonly id: string;
  readonly operation: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly finished: boolean;
  readonly output: string;
}

/** What is wrong, in sentences; none where all is well. Pure, so that it can be shown runs that no server should allow. */
export function checkTasks(
  asked: readonly string[],
  runs: readonly Run[],
  tasks: readonly EndedTask[],
): string[] {
  const byTask = Map.groupBy(runs, ({ taskId }) => taskId);
  const found = new Set(tasks.map(({ id }) => id));
  return [
    ...asked.filter((id) => !found.has(id)).map((id) => `lost: ${id}`),
    ...tasks.filter(({ id }) => !asked.includes(id)).map(({ id }) => `asked for by nobody: ${id}`),
    ...tasks.flatMap((task) => checkEnd(task, byTask.get(task.id) ?? [])),
    ...checkOneAtATime(runs),
  ];
}

function checkEnd(task: EndedTask, runs: readonly Run[]): string[] {
  const { id, operation, status, reason, attempts, output } = task;
  const says = `${operation} ${id}`;
  const acknowledged = runs.filter(({ result }) => result === 'acknowledged').length;
  const sent = runs.filter(({ result }) => result !== 'not sent').length;
  const lines = runs.flatMap((run) => run.lines);
  const wrong = (isWrong: boolean, what: string) => (isWrong ? [`${says}: ${what}`] : []);
  return [
    ...wrong(status !== 'Done' && status !== 'Failed', `is ${status} in the end`),
    ...wrong(!task.finished, 'has no time at which it ended'),
    ...wrong(acknowledged > 1, `was done ${acknowledged} times`),
    ...wrong(acknowledged === 1 && status !== 'Done', `is ${status}, and was acknowledged as done`),
    ...wrong(status === 'Done' && sent === 0, 'is done, and no runner said so'),
    ...wrong(status === 'Failed' && !isLapse(task), `failed, because: ${reason}`),
    ...wrong(runs.length > attempts, `was handed out ${runs.length} times in ${attempts} attempts`),
    ...wrong(
      new Set(runs.map(({ attempt }) => attempt)).size < runs.length,
      'was handed out twice in one attempt',
    ),
    ...lines.flatMap((line) => wrong(!output.includes(line), `lost what it printed: ${line}`)),
  ];
}

/** No runner of these ever fails at what it does: all that can end a task is that a claim's answer never arrived. */
function isLapse({ operation, attempts, reason }: EndedTask): boolean {
  if (!reason?.startsWith('The runner stopped')) return false;
  return operation === 'InvokeAction' ? attempts === 1 : attempts === 5;
}

function checkOneAtATime(runs: readonly Run[]): string[] {
  return [...Map.groupBy(runs, ({ deploymentId }) => deploymentId).values()].flatMap((those) => {
    const inOrder = those.toSorted((one, other) => one.from - other.from);
    return inOrder.flatMap((run, at) => {
      const before = inOrder.slice(0, at).filter(({ to }) => to > run.from);
      return before.map(({ taskId }) => `at once on one deployment: ${taskId} and ${run.taskId}`);
    });
  });
}
