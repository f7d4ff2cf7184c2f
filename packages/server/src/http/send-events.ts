import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Writes a stream as server-sent events (WHATWG HTML, 9.2); `null` is sent as a comment, a sign of life. */
export async function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<unknown>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 1000\n\n');
  for await (const event of events) {
    if (raw.destroyed) break;
    const isTaken = raw.write(
      event === null ? ': alive\n\n' : `data: ${JSON.stringify(event)}\n\n`,
    );
    if (!isTaken) await room(raw);
  }
  raw.end();
}

/**
 * Resolves once the reader has taken what was written, or has gone. Somebody who opens streams and reads none would
 * otherwise have us hold for him all that ever happens; so it waits in the stream's own queue, which has an end.
 */
async function room(raw: ServerResponse): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(raw, 'drain', { signal }), once(raw, 'close', { signal })])
    // A connection that broke closes too.
    .catch(() => {})
    .finally(() => settled.abort());
}
