import { expect, test } from 'vitest';
import { createTaskOutput } from './task-output.ts';

function collected() {
  const pieces: { output: string; is_cut?: true }[] = [];
  const output = createTaskOutput(async (piece) => void pieces.push(piece));
  return { output, pieces, text: () => pieces.map((piece) => piece.output).join('') };
}

test('what is short arrives whole', async () => {
  const { output, pieces, text } = collected();
  for (const line of ['one\n', 'zwölf\n', '']) await output.write(line);
  await output.finish();
  expect(text()).toBe('one\nzwölf\n');
  expect(pieces.some((piece) => piece.is_cut)).toBe(false);
});

test('up to 256 kB arrive whole, in pieces of 64 kB at most', async () => {
  const { output, pieces, text } = collected();
  const line = `${'ü'.repeat(511)}\n\n`;
  for (let n = 0; n < 256; n++) await output.write(line);
  await output.finish();
  expect(text()).toBe(line.repeat(256));
  expect(Math.max(...pieces.map((piece) => piece.output.length))).toBeLessThanOrEqual(64 * 1024);
  expect(pieces.some((piece) => piece.is_cut)).toBe(false);
});

test('of more the first 192 kB and the last 64 kB arrive, and that something is missing', async () => {
  const { output, pieces, text } = collected();
  for (let n = 0; n < 100_000; n++) await output.write(`line ${n}\n`);
  await output.finish();
  expect(text().startsWith('line 0\nline 1\n')).toBe(true);
  expect(text().endsWith('line 99999\n')).toBe(true);
  expect(Buffer.byteLength(text())).toBe(256 * 1024);
  expect(pieces.at(-1)?.is_cut).toBe(true);
  expect(pieces.filter((piece) => piece.is_cut)).toHaveLength(1);
});

test('characters are never parted', async () => {
  const { output, text } = collected();
  for (let n = 0; n < 100; n++) await output.write(`x${'🙂'.repeat(2000)}`);
  await output.finish();
  expect(text()).not.toContain('\ufffd');
});

test('whoever prints waits while nothing can be sent', async () => {
  const sent = Promise.withResolvers<void>();
  const output = createTaskOutput(() => sent.promise);
  let isWritten = false;
  const written = output.write('x'.repeat(40_000)).then(() => {
    isWritten = true;
  });
  await new Promise(setImmediate);
  expect(isWritten).toBe(false);
  sent.resolve();
  await written;
});

test('a failure to send reaches whoever writes', async () => {
  const output = createTaskOutput(async () => {
    throw new Error('gone');
  });
  await expect(output.write('x'.repeat(40_000))).rejects.toThrow('gone');
  await expect(output.finish()).rejects.toThrow('gone');
});
