import { type Candidate, portOf } from '../candidate.ts';
import type { Plan } from '../load/plan.ts';
import { startMeasured } from '../measured-process.ts';

/** Bare node:http that is sent what another is sent, and answers with as many bytes. */
export async function startBare(
  name: string,
  asked: Plan,
  answerBytes: number,
  tokensPerRequest: number,
): Promise<Candidate> {
  const process = await startMeasured({
    program: ['bench/verify/servers/bare.ts', `${answerBytes}`],
  });
  const plan = { ...asked, port: portOf(process.url), expected: 'x'.repeat(answerBytes) };
  return { name, process, plan, tokensPerRequest };
}
