import { spawn } from 'node:child_process';
import { node26 } from './paths.mjs';

/**
 * Runs a script with Node 26 in place of this process, as far as a process can: the same terminal,
 * signals passed on, and its exit code kept. Never returns.
 *
 * @param {string[]} args The script and its arguments
 */
export function becomeNode26(args) {
  const child = spawn(node26, args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to every process in front of it: passed on, it would arrive twice, and
      // twice means "at once" to programs that drain.
      const cameFromTerminal = signal !== 'SIGTERM' && process.stdin.isTTY;
      if (!cameFromTerminal) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`${node26} does not run: ${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
