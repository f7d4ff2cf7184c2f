import { execFileSync } from 'node:child_process';
import type { Profiler } from 'node:inspector';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { freePort } from '../../tests/kit/free-port.ts';
import { type ServerProcess, startServerProcess } from '../../tests/kit/server-process.ts';

/** What a server's process is asked about itself. */
export type Question = 'cpu' | 'begin profile' | 'end profile';

export interface MeasuredProcess extends ServerProcess {
  /** Microseconds of CPU since it began, of all its threads. */
  cpu(): Promise<number>;
  /** Where its main thread spends its time while `work` is done. */
  profile(work: () => Promise<unknown>): Promise<Profiler.Profile>;
}

export interface Start {
  /** From the root of the checkout, with its arguments. */
  readonly program: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Servers are measured on a processor of their own, one after another; what asks them runs on another. */
const serverCore = 0;
export const loadCore = 1;

const tellsOfItself = fileURLToPath(new URL('servers/tell-of-itself.ts', import.meta.url));

/** Starts a program that prints `Open http://…` when it serves. */
export async function startMeasured(start: Start): Promise<MeasuredProcess> {
  const port = await freePort();
  const [command = '', ...args] = [
    ...pinnedTo(serverCore),
    node26,
    ...['--import', tellsOfItself, ...start.program],
  ];
  const child = await startServerProcess(
    { ...start.env, BENCH_PORT: `${port}` },
    { command, args, cwd: root, withinMs: 60_000 },
  );
  const ask = async (question: Question) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(question);
    return JSON.parse(await text(socket));
  };
  return {
    ...child,
    cpu: () => ask('cpu'),
    async profile(work) {
      await ask('begin profile');
      await work();
      return ask('end profile');
    },
  };
}

/** What goes before a command to keep it on one processor; nothing where that cannot be done. */
export function pinnedTo(core: number): readonly string[] {
  return canPin ? ['taskset', '-c', `${core}`] : [];
}

export const canPin = (() => {
  try {
    execFileSync('taskset', ['-c', `${loadCore}`, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
