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
    raw.write(event === null ? ': alive\n\n' : `data: ${JSON.stringify(event)}\n\n`);
  }
  raw.end();
}
