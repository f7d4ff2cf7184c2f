const headEnd = Buffer.from('\r\n\r\n');
const chunksEnd = Buffer.from('\r\n0\r\n\r\n');
const ok = Buffer.from('HTTP/1.1 200 ');

/**
 * Puts the answers of one connection together; `take` is true when one is whole. Throws where it is not a 200, or its
 * body does not contain what is expected: a quick wrong answer is no result.
 */
export function answersOf(expected: string) {
  const wanted = Buffer.from(expected);
  let held: Buffer = Buffer.alloc(0);
  return {
    take(chunk: Buffer): boolean {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const end = held.indexOf(headEnd);
      if (end === -1) return false;
      const bodyAt = end + headEnd.length;
      if (!isWhole(held, held.toString('latin1', 0, end), bodyAt)) return false;
      if (!held.subarray(0, ok.length).equals(ok) || held.indexOf(wanted, bodyAt) === -1) {
        throw new Error(`Not what was expected:\n${held}`);
      }
      held = Buffer.alloc(0);
      return true;
    },
  };
}

function isWhole(held: Buffer, head: string, bodyAt: number): boolean {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return held.length >= bodyAt + Number(length);
  return held.subarray(-chunksEnd.length).equals(chunksEnd);
}
