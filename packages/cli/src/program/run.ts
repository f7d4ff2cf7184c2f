import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { programFor } from './program.ts';
import { holdsSecret, secretRefused } from './secret-arguments.ts';

/** Runs one command line and answers with the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  endWithClosedPipes();
  if (holdsSecret(args)) return complain(secretRefused, exitCodes.usage.code);
  try {
    const program = await programFor(args);
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done.code;
  } catch (error) {
    if (error instanceof CommanderError) return codeOf(error);
    const { reportFailure } = await import('./report-failure.ts');
    return reportFailure(error);
  }
}

/** Commander has said what is wrong. Help that was asked for is what was wanted; help in place of an answer is not. */
function codeOf({ exitCode, code }: CommanderError): number {
  const isAsked = exitCode === 0 && code !== 'commander.help';
  return isAsked ? exitCodes.done.code : exitCodes.usage.code;
}

function complain(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

/** Whoever read what we print has seen enough, as `head` has: no reason to complain. */
function endWithClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? exitCodes.done.code : exitCodes.failed.code);
    });
  }
}
