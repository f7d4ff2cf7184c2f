import { once } from 'node:events';
import { connect } from 'node:net';
import { answersOf } from './load/answers.ts';
import type { Plan } from './load/plan.ts';

export interface AnswerBytes {
  readonly head: number;
  readonly body: number;
}

/** How large the first answer of a plan is. */
export async function answerBytes({ port, requests, expected }: Plan): Promise<AnswerBytes> {
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
  const head = whole.indexOf('\r\n\r\n') + 4;
  return { head, body: whole.length - head };
}
