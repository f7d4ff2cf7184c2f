// Asks a server over many connections at once; a process of its own, so that what it costs is not the server's.
import { once } from 'node:events';
import { connect } from 'node:net';
import { answersOf } from './answers.ts';
import type { Answered, Ask, Plan } from './plan.ts';

process.on('message', async ({ plan, ms }: Ask) => {
  const answered: Answered = await ask(plan, ms);
  process.send?.(answered);
});

async function ask(plan: Plan, ms: number): Promise<Answered> {
  const connections = await Promise.all(
    plan.requests.map(async (request) => {
      const socket = connect({ host: '127.0.0.1', port: plan.port, noDelay: true });
      await once(socket, 'connect');
      return { socket, request: Buffer.from(request) };
    }),
  );
  const begun = performance.now();
  const endsAt = begun + ms;
  let requests = 0;
  const done = connections.map(({ socket, request }) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const answers = answersOf(plan.expected);
    socket.on('data', (chunk: Buffer) => {
      try {
        if (!answers.take(chunk)) return;
      } catch (error) {
        return reject(error);
      }
      requests += 1;
      if (performance.now() < endsAt) socket.write(request);
      else resolve();
    });
    socket.once('close', () => reject(new Error('The server closed a connection.')));
    socket.once('error', reject);
    socket.write(request);
    return promise;
  });
  await Promise.all(done);
  const seconds = (performance.now() - begun) / 1000;
  for (const { socket } of connections) socket.removeAllListeners('close').destroy();
  return { requests, seconds };
}
