import { createVerifier } from '@keywright/sdk/verifier';
import { now } from './clock.ts';

// Somebody's program with a verifier inside: answers what its parent sends, each question with its own beginning and end.

/** What the parent sends: one question at each place. */
export interface Questioned {
  readonly id: number;
  readonly questions: readonly {
    readonly token: string;
    readonly permission?: string | undefined;
    readonly resource?: string | undefined;
  }[];
}

/** What comes back: the answer at each place; null: the verifier could not tell. */
export interface Replied {
  readonly id: number;
  readonly answers: readonly (Reply | null)[];
}

export interface Reply {
  readonly start: number;
  readonly end: number;
  readonly valid: boolean;
  readonly code?: string;
  readonly allowed?: boolean;
  readonly reason?: string;
}

const [url = '', token = ''] = process.argv.slice(2);
const verifier = createVerifier({ url, token });

async function replyTo({
  token,
  ...asked
}: Questioned['questions'][number]): Promise<Reply | null> {
  const start = now();
  const answer = await verifier.verify(token, asked);
  const end = now();
  if ('message' in answer) return null;
  const { valid, allowed, reason } = answer;
  const code = answer.valid ? 'valid' : answer.code;
  return { start, end, valid, code, ...(reason && { allowed: allowed === true, reason }) };
}

process.on('message', async ({ id, questions }: Questioned) => {
  const answers = await Promise.all(questions.map(replyTo));
  const reply: Replied = { id, answers };
  process.send?.(reply);
});
process.once('disconnect', () => process.exit(0));
