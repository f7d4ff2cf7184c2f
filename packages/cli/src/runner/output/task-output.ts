import { cutAt, endOf } from './cut.ts';

/** What the server keeps of a task’s output: this much from its start, in bytes, and this much from its end. */
const headBytes = 192 * 1024;
const tailBytes = 64 * 1024;
/** Sent at once, in bytes; and what waits to be sent while the next is read. */
const pieceBytes = 32 * 1024;

export type SendPiece = (piece: { output: string; is_cut?: true }) => Promise<void>;

export interface TaskOutput {
  /** Takes what was printed. Resolves once there is room for more, so that whoever prints waits with it. */
  write(text: string): Promise<void>;
  /** Sends what waits. Rejects where sending did. */
  flush(): Promise<void>;
  /** Sends what is left, the end of a long output among it. */
  finish(): Promise<void>;
}

/** Passes a task’s output on in bounded pieces, and holds no more of it than two pieces and its end. */
export function createTaskOutput(send: SendPiece): TaskOutput {
  let headLeft = headBytes;
  let pending = '';
  let tail = '';
  let isCut = false;
  let sending: Promise<void> = Promise.resolve();

  async function sendPending(): Promise<void> {
    while (pending !== '') {
      const [piece, rest] = cutAt(pending, pieceBytes);
      pending = rest;
      await send({ output: piece });
    }
  }
  function flush(): Promise<void> {
    sending = sending.then(sendPending);
    return sending;
  }
  function keepTail(text: string): void {
    tail += text;
    // Cut now and then, not at every line.
    if (tail.length <= 2 * tailBytes) return;
    tail = endOf(tail, tailBytes);
    isCut = true;
  }

  return {
    async write(text) {
      const [head, rest] = cutAt(text, headLeft);
      headLeft = rest === '' ? headLeft - Buffer.byteLength(head) : 0;
      pending += head;
      if (rest !== '') keepTail(rest);
      if (pending.length >= pieceBytes) await flush();
    },
    flush,
    async finish() {
      await flush();
      if (tail === '') return;
      const last = endOf(tail, tailBytes);
      await send({ output: last, ...((isCut || last.length < tail.length) && { is_cut: true }) });
      tail = '';
    },
  };
}
