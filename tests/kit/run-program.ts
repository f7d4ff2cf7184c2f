import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { node26, root } from '../../scripts/setup/paths.mjs';

export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the server (`main.ts`, `operator.ts`) to its end. The variables are its only KEYWRIGHT_ ones. */
export async function runProgram(
  file: 'main.ts' | 'operator.ts',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: { killAfterMs?: number } = {},
): Promise<Ended> {
  const child = spawn(node26, [`${root}/packages/server/src/${file}`, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], KEYWRIGHT_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const { killAfterMs } = options;
  const timer = killAfterMs === undefined ? undefined : setTimeout(abandon, killAfterMs);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), end(child)]);
  clearTimeout(timer);
  process.off('exit', abandon);
  return { code, out, err };
}

async function end(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
