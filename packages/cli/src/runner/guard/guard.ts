/**
 * The program between a runner and each program it runs. It kills that program, with all it started, when the runner
 * dies (however it dies: the pipe on standard input ends) or when the deadline passes without news, so that whoever
 * takes the task up next finds nobody at work on it. It imports nothing but Node, to start fast and stay small.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Deadline, FromGuard, GuardOrder, ToGuard } from './protocol.ts';

const reportDescriptor = 3;
const lookEveryMs = 100;

let child: ChildProcess | undefined;
let deadline: Deadline | null = null;
let isLate = false;

function report(message: FromGuard): void {
  try {
    writeSync(reportDescriptor, `${JSON.stringify(message)}\n`);
  } catch {
    // The runner is gone; the end of standard input says the same.
  }
}

function killGroup(signal: NodeJS.Signals): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of it is left.
  }
}

function hasPassed(one: Deadline | null): boolean {
  if (one === null) return false;
  return Number(process.hrtime.bigint() / 1_000_000n) > one.monotonicMs || Date.now() > one.wallMs;
}

function run(order: GuardOrder): void {
  deadline = order.deadline;
  if (hasPassed(deadline)) {
    end({ kind: 'exited', code: null, signal: null, isLate: true });
    return;
  }
  const [program = '', ...args] = order.argv;
  child = spawn(program, args, {
    cwd: order.cwd,
    env: order.env,
    // A group of its own, to be killed as one. What it prints goes straight to the runner.
    detached: true,
    stdio: ['pipe', 1, 1],
  });
  child.once('error', (error) => end({ kind: 'failed', message: error.message }));
  child.once('spawn', () => report({ kind: 'started', pid: child?.pid ?? 0 }));
  child.once('exit', (code, signal) => {
    killGroup('SIGKILL');
    end({ kind: 'exited', code, signal, isLate });
  });
  // A program need not read what it is given.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(order.input);
}

function end(message: FromGuard): void {
  report(message);
  process.exit(0);
}

function stop(graceMs: number): void {
  killGroup(graceMs === 0 ? 'SIGKILL' : 'SIGTERM');
  setTimeout(() => killGroup('SIGKILL'), graceMs);
}

setInterval(() => {
  if (!hasPassed(deadline)) return;
  isLate = true;
  killGroup('SIGKILL');
}, lookEveryMs);

// Whoever stops the runner’s whole group means the runner, which will say what is to become of this program.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

createInterface(process.stdin)
  .on('line', (line) => {
    const message = JSON.parse(line) as ToGuard;
    if (message.kind === 'run') run(message);
    else if (message.kind === 'extend') deadline = message.deadline;
    else stop(message.graceMs);
  })
  .once('close', () => {
    killGroup('SIGKILL');
    process.exit(1);
  });
