import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { freePort } from '../../tests/kit/free-port.ts';
import { type ServerProcess, startServerProcess } from '../../tests/kit/server-process.ts';

/** What a server's process says of itself. */
export interface Usage {
  /** Microseconds of CPU since it began, of all its threads. */
  readonly cpuMicros: number;
}

export interface MeasuredProcess extends ServerProcess {
  usage(): Promise<Usage>;
}

export interface Start {
  /** From the root of the checkout, with its arguments. */
  readonly program: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For Node. */
  readonly flags?: readonly string[];
  /** Else `serverCore`. */
  readonly core?: number;
}

/** Servers are measured on a processor of their own, one after another; what asks them runs on another. */
const serverCore = 0;
export const loadCore = 1;

const answersUsage = fileURLToPath(new URL('servers/answer-usage.ts', import.meta.url));

/** Starts a program that prints `Open http://…` when it serves. */
export async function startMeasured(start: Start): Promise<MeasuredProcess> {
  const port = await freePort();
  const [command = '', ...args] = [
    ...pinnedTo(start.core ?? serverCore),
    node26,
    ...['--import', answersUsage, ...(start.flags ?? []), ...start.program],
  ];
  const child = await startServerProcess(
    { ...start.env, BENCH_USAGE_PORT: `${port}` },
    { command, args, cwd: root, withinMs: 60_000 },
  );
  return { ...child, usage: async () => JSON.parse(await text(connect(port, '127.0.0.1'))) };
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
