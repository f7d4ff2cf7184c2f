import { createInterface } from 'node:readline/promises';
import { Stopped } from '../program/stopped.ts';

/** Asks before what cannot be undone. Without a terminal nobody can answer, so `--yes` has to have said so. */
export async function confirm(question: string, isSure: boolean): Promise<void> {
  if (isSure) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Stopped('usage', `${question} Nobody is here to say.`, 'Add --yes to do it.');
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  lines.once('SIGINT', () => reject(new Stopped('interrupted', '')));
  lines.once('close', () => reject(new Stopped('interrupted', 'Nothing was changed.')));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `), interrupted]);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Stopped('failed', 'Nothing was changed.');
  } finally {
    interrupted.catch(() => undefined);
    lines.close();
  }
}
