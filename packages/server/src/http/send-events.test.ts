import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify, { type FastifyReply } from 'fastify';
import { afterEach, expect, test, vi } from 'vitest';
import { sendEvents } from './send-events.ts';

const app = Fastify({ forceCloseConnections: true });
afterEach(() => app.close());

test('what a reader does not take is not held for it without end', async () => {
  let reply: FastifyReply | undefined;
  let hasEnded = false;
  async function* endless() {
    try {
      for (;;) {
        await turn();
        yield 'x'.repeat(65_536);
      }
    } finally {
      hasEnded = true;
    }
  }
  app.get('/', async (_, own) => {
    reply = own;
    await sendEvents(own, endless());
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const reader = connect(Number(port), '127.0.0.1').pause();
  await once(reader, 'connect');
  reader.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');

  await vi.waitFor(() => expect(reply?.raw.writableNeedDrain).toBe(true));
  for (let n = 0; n < 500; n++) await turn();
  expect(reply?.raw.writableLength).toBeLessThan(1_048_576);

  reader.destroy();
  await vi.waitFor(() => expect(hasEnded).toBe(true));
});
