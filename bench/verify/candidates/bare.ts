import { type Candidate, portOf } from '../candidate.ts';
import type { Plan } from '../load/plan.ts';
import { startMeasured } from '../measured-process.ts';

/** Bare node:http that is sent what another is sent, and answers with a body of so many bytes. */
export async function startBare(name: string, asked: Plan, bytes: number): Promise<Candidate> {
  const process = await startMeasured({ program: ['bench/verify/servers/bare.ts', `${bytes}`] });
  const plan = { ...asked, port: portOf(process.url), expected: 'x'.repeat(bytes) };
  return {
    name: `${name}, ${bytes.toLocaleString('en')} bytes`,
    process,
    plan,
    tokensPerRequest: 1,
  };
}
