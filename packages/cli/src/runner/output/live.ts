import type { TaskOutput } from './task-output.ts';

const flushEveryMs = 500;

/** Copies text to a task’s output until it ends, so that people can read along. Rejects once it cannot be sent any more. */
export async function copyLive(text: AsyncIterable<string>, output: TaskOutput): Promise<void> {
  // A failure shows at the next write, or at the end.
  const timer = setInterval(() => output.flush().catch(() => undefined), flushEveryMs);
  try {
    for await (const piece of text) await output.write(piece);
    await output.finish();
  } finally {
    clearInterval(timer);
  }
}
