import { maxOutputBytes } from '@keywright/contract';
import type { Output } from './queries.ts';

interface Printed {
  /** What is kept so far. */
  readonly output_bytes: number;
  readonly is_output_cut: 0 | 1;
}

/** What is kept of a further piece of output: its beginning, in whole characters, as far as there is room. */
export function keptOutput(task: Printed, printed: string, leftOutBefore = false): Output {
  const at = task.output_bytes;
  const bytes = Buffer.from(storable(printed));
  const fits = wholeCharacters(bytes, Math.max(0, maxOutputBytes - at));
  const isCut = leftOutBefore || task.is_output_cut === 1 || fits < bytes.length;
  return { at, text: bytes.toString('utf8', 0, fits), bytes: at + fits, isCut };
}

/** PostgreSQL stores no NUL, and programs print what they like. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** The most bytes up to `limit` that end with a whole character: those that go on one begin with the bits 10 (RFC 3629). */
function wholeCharacters(bytes: Buffer, limit: number): number {
  if (bytes.length <= limit) return bytes.length;
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
