import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type AskedPlane, fill } from './asked-plane.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes of memory, on the heap and outside, for each of these tokens once they are cached. */
export async function bytesPerToken(plane: AskedPlane, texts: readonly string[]): Promise<number> {
  const before = bytesUsed();
  await fill(plane, texts);
  return (bytesUsed() - before) / texts.length;
}

function bytesUsed(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
