// Loaded into every server that is measured, before its own program: tells at a port of its own what it has used, and
// where its main thread spends its time.
import { Session } from 'node:inspector/promises';
import { createServer } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import type { Question } from '../measured-process.ts';

const port = process.env['BENCH_PORT'];
const session = new Session();

// The process's threads load this too; one of them speaks for all.
if (isMainThread && port !== undefined) {
  const server = createServer((socket) => {
    socket.once('data', async (question) => {
      socket.end(JSON.stringify(await answer(question.toString() as Question)));
    });
  });
  server.listen(Number(port), '127.0.0.1').unref();
}

async function answer(question: Question): Promise<unknown> {
  switch (question) {
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    case 'begin profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
      return null;
    case 'end profile': {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      return profile;
    }
    default:
      throw question satisfies never;
  }
}
