import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { node26, root } from '../../scripts/setup/paths.mjs';

/** A runner as an operator runs it: a process of its own. */
export interface RunnerProcess {
  readonly pid: number;
  log(): string;
  /** Resolves once it has said this. Rejects where it ends before. */
  said(pattern: RegExp): Promise<void>;
  /** Asks it to end; answers with its exit code. */
  stop(): Promise<number | null>;
  /** As a crash does it. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

/** Starts a runner; the variables beside PATH and HOME are its only ones. */
export function startRunner(config: string, env: Record<string, string> = {}): RunnerProcess {
  const child = spawn(node26, [`${root}/packages/cli/src/main.ts`, 'runner', '--config', config], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const log = () => lines.join('\n');
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', abandon);
    return code as number | null;
  });
  return {
    pid: child.pid ?? 0,
    log,
    async said(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => pattern.test(log()) && resolve();
      waiting.add(look);
      look();
      exited.then((code) => reject(new Error(`The runner ended with ${code}:\n${log()}`)));
      await promise.finally(() => waiting.delete(look));
    },
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    exited,
  };
}
