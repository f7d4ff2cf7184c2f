import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs a program with its output in a file, so that a first start shows a few lines and not thousands.
 * Throws SetupError with what it said and the file's path where the program fails.
 *
 * @param {string} what As the failure names it: "Installing packages"
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options
 */
export async function runLogged(what, program, args, { cwd, log, env = process.env }) {
  const output = createWriteStream(log);
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const stop = () => child.kill();
  process.once('exit', stop);
  const outcome = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  process.off('exit', stop);
  await new Promise((resolve) => output.end(() => resolve(undefined)));
  if (outcome === 0) return;

  throw new SetupError(`${what} failed (${outcome}). From ${log}:\n\n${tellingLines(log)}\n`);
}

/** From the first line that speaks of an error: npm says the reason first and a page of help after. */
function tellingLines(/** @type {string} */ log) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const first = lines.findIndex((line) => /\berror\b/i.test(line));
  const telling = first === -1 ? lines.slice(-15) : lines.slice(first, first + 15);
  return telling.join('\n');
}
