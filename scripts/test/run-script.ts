import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { node26, root } from '../setup/paths.mjs';

/**
 * Runs a script with Node 26, its output on our terminal, and ends it when this process exits. Answers
 * with its exit code; null if it was killed.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const child = spawn(node26, [`${root}/${script}`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('exit', stop);
  return code;
}
