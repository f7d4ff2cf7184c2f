import { cutOff } from './error.ts';

interface Reading {
  readonly origin: string;
  readonly signal?: AbortSignal | undefined;
  readonly onOpen?: (() => void) | undefined;
}

/**
 * The events of one connection, each parsed as JSON, in order; it ends when the server ends it, and throws
 * what `open` throws, `unreachable` where the connection breaks, and the signal's reason once that is given. It does not reconnect: what to do about missed events is the reader's to decide.
 *
 * Read through fetch and not EventSource, which hides the status and cannot send a token.
 * Form: WHATWG HTML, 9.2.6 "Interpreting an event stream".
 */
export async function* readEvents<T>(
  open: () => Promise<Response>,
  { origin, signal, onOpen }: Reading,
): AsyncGenerator<T> {
  const { body } = await open();
  onOpen?.();
  if (!body) return;
  let held = '';
  // An unfinished event at the end of the stream is dropped, as the standard has it.
  for await (const text of texts(body, { origin, signal })) {
    held += text;
    const blocks = held.replaceAll('\r\n', '\n').split('\n\n');
    held = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== undefined) yield JSON.parse(data) as T;
    }
  }
}

async function* texts(
  body: ReadableStream<Uint8Array>,
  { origin, signal }: Reading,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw signal?.aborted ? signal.reason : cutOff(origin);
      });
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // A reader that stops early must not leave the connection open.
    await reader.cancel().catch(() => undefined);
  }
}

function dataOf(block: string): string | undefined {
  const lines = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''));
  return lines.length > 0 ? lines.join('\n') : undefined;
}
