import { once } from 'node:events';
import { connect } from 'node:net';
import { answersOf } from './load/answers.ts';
import type { Plan } from './load/plan.ts';

/** How many bytes the body of a plan's first answer has. */
export async function answerBytes({ port, requests, expected }: Plan): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  socket.write(requests[0] ?? '');
  const answers = answersOf(expected);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (answers.take(chunk)) break;
  }
  const whole = Buffer.concat(chunks);
  return whole.length - whole.indexOf('\r\n\r\n') - 4;
}
