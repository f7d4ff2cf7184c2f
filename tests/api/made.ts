import type { Answer } from '../kit/http-client.ts';

/** The body of an answer that says that something was made; throws where it was not. */
export async function made(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`Not made: ${status} ${JSON.stringify(body)}`);
  return body;
}
