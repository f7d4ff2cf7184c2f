import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deadline, FromGuard, GuardOrder, ToGuard } from './protocol.ts';

const guardProgram = `${import.meta.dirname}/guard${extname(import.meta.filename)}`;
/** How long something that left the program’s group, and so outlived it, may hold its output open in silence. */
const silenceMs = 500;

/** How a program ended. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** Its deadline passed. */
  | { readonly kind: 'late' }
  /** It could not be started. */
  | { readonly kind: 'failed'; readonly message: string };

/** A program under its guard. */
export interface Guarded {
  /** What it prints, both streams together. To be read, once: a full pipe holds the program up. */
  readonly output: AsyncIterable<Buffer>;
  readonly ended: Promise<Ending>;
  extend(deadline: Deadline): void;
  /** Asks all of it to end, and kills what is left after the grace; 0 kills at once. */
  stop(graceMs: number): void;
}

/** Starts a program under a guard, which outlives neither this process nor the deadline. */
export function startGuarded(order: GuardOrder): Guarded {
  const guard = spawn(process.execPath, ['--max-old-space-size=16', guardProgram], {
    cwd: order.cwd,
    env: {},
    // Apart from this process’s group: what kills that must leave the guard to kill its own.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
  });
  const [control, output, , reports] = guard.stdio as unknown as [
    Writable,
    Readable,
    null,
    Readable,
  ];
  // The guard may be gone already; `ended` tells.
  control.on('error', () => undefined);
  const send = (message: ToGuard) => {
    if (control.writable) control.write(`${JSON.stringify(message)}\n`);
  };
  send({ kind: 'run', ...order });
  const ended = ending(guard, reports);
  return {
    output: printed(output, ended),
    ended,
    extend: (deadline) => send({ kind: 'extend', deadline }),
    stop: (graceMs) => send({ kind: 'stop', graceMs }),
  };
}

async function* printed(output: Readable, ended: Promise<Ending>): AsyncIterable<Buffer> {
  const chunks = output[Symbol.asyncIterator]();
  try {
    for (;;) {
      const silent = ended.then(() => pause(silenceMs, 'silent' as const, { ref: false }));
      const next = await Promise.race([chunks.next(), silent]);
      if (next === 'silent' || next.done) return;
      yield next.value;
    }
  } finally {
    output.destroy();
  }
}

async function ending(guard: ChildProcess, reports: Readable): Promise<Ending> {
  let pid: number | undefined;
  let last: FromGuard | undefined;
  const lines = createInterface(reports).on('line', (line) => {
    const message = JSON.parse(line) as FromGuard;
    if (message.kind === 'started') pid = message.pid;
    else last = message;
  });
  const allRead = once(lines, 'close');
  const failed = await new Promise<Error | undefined>((resolve) => {
    guard.once('error', resolve);
    guard.once('exit', () => resolve(undefined));
  });
  if (failed !== undefined) return { kind: 'failed', message: failed.message };
  await allRead;
  if (last === undefined) killOrphans(pid);
  return endingOf(last);
}

/** Somebody killed the guard alone: nothing else would end what it guarded. */
function killOrphans(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}

function endingOf(last: FromGuard | undefined): Ending {
  if (last === undefined) return { kind: 'failed', message: 'its guard was killed' };
  if (last.kind === 'failed') return last;
  if (last.kind === 'started') return { kind: 'failed', message: 'its guard was killed' };
  if (last.isLate) return { kind: 'late' };
  if (last.code === null) return { kind: 'killed', signal: last.signal ?? 'SIGKILL' };
  return { kind: 'exited', code: last.code };
}
