import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Stopped } from '../program/stopped.ts';

const longest = 64 * 1024;

/**
 * A secret, from a pipe or typed without being shown. Never from an argument: those are seen by everybody on the
 * machine and kept by the shell's history.
 */
export async function readHidden(question: string): Promise<string> {
  const secret = process.stdin.isTTY ? await typed(question) : await text(process.stdin);
  if (secret.length > longest) throw new Stopped('usage', 'What was sent is too long for a token.');
  const trimmed = secret.trim();
  if (trimmed !== '') return trimmed;
  throw new Stopped(
    'usage',
    'No token was sent.',
    'Send it on standard input, such as: keywright verify < token.txt',
  );
}

async function typed(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  lines.once('SIGINT', () => reject(new Stopped('interrupted', '')));
  process.stderr.write(question);
  try {
    return await Promise.race([lines.question(''), interrupted]);
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
