import type { Answer, Client } from '../kit/http-client.ts';
import type { Attempt, Outcome } from './history.ts';
import type { Random } from './random.ts';

/** A token whose secret a client was given. */
export interface KnownToken {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

/** What clients have asked for so far, and been told. */
export interface Asked {
  readonly attempts: Attempt[];
  readonly known: KnownToken[];
  /** Answers that no client should ever get, such as a 500. */
  readonly oddities: string[];
}

interface Streaming {
  /** An administrator's, who makes and ends tokens of their own. */
  readonly owner: Client;
  /** Of somebody who may do nothing about those. */
  readonly stranger: Client;
  readonly random: Random;
  readonly asked: Asked;
  /** Begins every name, so that no two streams make the same one. */
  readonly prefix: string;
  readonly workers: number;
  /** Whether a client whose request was cut off goes on with the next. */
  readonly goesOn: boolean;
}

export const nothingAsked = (): Asked => ({ attempts: [], known: [], oddities: [] });

export interface Stream {
  /** Resolves when so many requests of this stream have been answered, or when it has ended. */
  answered(count: number): Promise<void>;
  /** Lets the requests under way end. */
  stop(): Promise<void>;
}

/** Asks for changes, several at a time, until it is told to stop or nobody answers any more. */
export function streamChanges(streaming: Streaming): Stream {
  let isStopping = false;
  let made = 0;
  let answers = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const worker = async () => {
    while (!isStopping) {
      const answered = await changeSomething(streaming, `${streaming.prefix}-${made++}`);
      if (answered) answers++;
      else if (!streaming.goesOn) return;
      for (const { count, resolve } of waiting) if (answers >= count) resolve();
    }
  };
  const running = Promise.all(Array.from({ length: streaming.workers }, worker));
  return {
    async answered(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count: answers + count, resolve });
      if (count === 0) return;
      await Promise.race([promise, running]);
    },
    async stop() {
      isStopping = true;
      await running;
    },
  };
}

/** Half of the requests make, a third end, the rest ask what must be refused. */
async function changeSomething(streaming: Streaming, name: string): Promise<boolean> {
  const { owner, stranger, random, asked } = streaming;
  const dice = random.below(12);
  if (dice < 6 || asked.known.length === 0) return create(owner, asked, name, {});
  if (dice === 6) return create(owner, asked, name, { duration: 'a while' });
  const token = random.pick(asked.known);
  if (dice === 7) return end(stranger, asked, 'revoke', token);
  return end(owner, asked, dice < 10 ? 'revoke' : 'delete', token);
}

async function create(
  client: Client,
  asked: Asked,
  name: string,
  more: Record<string, unknown>,
): Promise<boolean> {
  const answer = await attempt(() =>
    client.post('/api/v2/user-tokens', { body: { name, ...more } }),
  );
  const outcome = outcomeOf(answer, asked);
  const tokenId: string | undefined = outcome === 'acknowledged' ? answer?.body.id : undefined;
  asked.attempts.push({ kind: 'create', outcome, name, tokenId, requestId: requestOf(answer) });
  if (tokenId) asked.known.push({ id: tokenId, name, secret: answer?.body.created_token });
  return answer !== undefined;
}

async function end(
  client: Client,
  asked: Asked,
  kind: 'revoke' | 'delete',
  { id, name }: KnownToken,
): Promise<boolean> {
  const path = `/api/v2/user-tokens/${id}`;
  const answer = await attempt(() =>
    kind === 'revoke' ? client.post(`${path}/revoke`) : client.delete(path),
  );
  const outcome = outcomeOf(answer, asked);
  asked.attempts.push({ kind, outcome, name, tokenId: id, requestId: requestOf(answer) });
  return answer !== undefined;
}

async function attempt(send: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await send();
  } catch {
    // Cut off before the whole answer was there.
    return undefined;
  }
}

function outcomeOf(answer: Answer | undefined, asked: Asked): Outcome {
  if (answer === undefined) return 'unknown';
  const { status, body, headers } = answer;
  if (status >= 200 && status < 300) return 'acknowledged';
  if (status >= 400 && status < 500) return 'refused';
  const says = `${status} ${JSON.stringify(body)}`;
  if (status !== 503) asked.oddities.push(says);
  else if (headers['retry-after'] === undefined) asked.oddities.push(`${says}, no Retry-After`);
  // Its code promises that nothing was done; every other one leaves it open.
  return status === 503 && body.code === 'database_unavailable' ? 'refused' : 'unknown';
}

const requestOf = (answer: Answer | undefined): string | undefined =>
  answer?.headers['x-request-id'] as string | undefined;
