import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { AnswerLog } from './answer-log.ts';
import { now } from './clock.ts';
import type { Answer } from './history.ts';
import type { Asked } from './questions.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { api, type Stage } from './stage.ts';

/** Counts of requests that answered nothing: unreachable, 503, 429. */
export type Unanswered = Map<string, number>;

/** Asks servers, and writes down what they answered. */
export interface Asking {
  /** All at once by POST /verify: one question by itself, or several as a batch. Whether there was an answer. */
  verify(server: ServerUnderTest, asked: readonly Asked[]): Promise<boolean>;
  /** With the token itself, as its bearer does: who am I, or a read of what it may read. */
  use(server: ServerUnderTest, asked: Asked): Promise<void>;
  /** The same of a verifier, by its index. */
  askVerifier(index: number, asked: readonly Asked[]): Promise<void>;
  readonly unanswered: Unanswered;
  /** Ways in which an answer was no answer at all, such as a 500. */
  readonly oddities: string[];
  close(): void;
}

/** A server that was paused answers when it goes on; this is longer. */
const patienceMs = 20_000;
/** Whoever is away is not asked again at once. */
const awayMs = 100;

interface Exchange {
  readonly start: number;
  readonly end: number;
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field.
  readonly body: any;
}

/** `callerQuestion` is answered by every request to verify: whether the verifier itself is let in. */
export function createAsking(stage: Stage, log: AnswerLog, callerQuestion: number): Asking {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const unanswered: Unanswered = new Map();
  const oddities: string[] = [];

  function miss(why: string): void {
    unanswered.set(why, (unanswered.get(why) ?? 0) + 1);
  }
  /** Whether there is an answer to read; what is none is counted. */
  function isAnswer({ status, body }: Exchange, ...known: number[]): boolean {
    if (known.includes(status)) return true;
    if (status !== 503 && status !== 429) oddities.push(`${status} ${JSON.stringify(body)}`);
    miss(`${status} ${body?.code ?? ''}`);
    return false;
  }
  async function send(
    server: ServerUnderTest,
    method: string,
    path: string,
    token: string,
    payload?: unknown,
  ): Promise<Exchange | undefined> {
    const start = now();
    try {
      const { status, body } = await exchange(agent, server.port, method, path, token, payload);
      return { start, end: now(), status, body };
    } catch (error) {
      miss((error as NodeJS.ErrnoException).code ?? 'cut off');
      await wait(awayMs);
      return undefined;
    }
  }
  const note = (
    question: number,
    said: Said,
    { start, end }: Pick<Exchange, 'start' | 'end'>,
    by: number,
  ) => log.add({ question, ...said, start, end, by });

  return {
    unanswered,
    oddities,
    close: () => agent.destroy(),
    async verify(server, asked) {
      const [first] = asked;
      const isOne = asked.length === 1 && first !== undefined;
      const payload = isOne ? itemOf(first) : { items: asked.map(itemOf) };
      const got = await send(server, 'POST', `${api}/verify`, stage.verifier, payload);
      if (got === undefined || !isAnswer(got, 200, 401, 403)) return false;
      note(callerQuestion, saidBy(got), got, server.index);
      if (got.status !== 200) return true;
      const items = isOne ? [got.body] : got.body.items;
      asked.forEach((question, index) => {
        note(question.index, saidOf(question, items[index]), got, server.index);
      });
      return true;
    },
    async askVerifier(index, asked) {
      const answers = await stage.verifiers[index]?.ask(asked);
      if (answers === undefined) return miss('verifier gone');
      const by = stage.servers.length + index;
      asked.forEach((question, at) => {
        const reply = answers[at];
        if (reply) note(question.index, saidOf(question, reply), reply, by);
        else miss('verifier cannot tell');
      });
    },
    async use(server, question) {
      const { permission, on } = question;
      const path = permission === undefined ? `${api}/auth/me` : `${api}/entities/${on}`;
      const got = await send(server, 'GET', path, question.token);
      if (got === undefined || !isAnswer(got, 200, 401, 403, 404)) return;
      note(question.index, saidBy(got), got, server.index);
    },
  };
}

const itemOf = ({ token, permission, on }: Asked) =>
  permission === undefined ? { token } : { token, permission, resource: on };

type Said = Pick<Answer, 'isYes' | 'why'>;

/** A request with a token answers for that token by its status. */
const saidBy = ({ status, body }: Exchange): Said => ({
  isYes: status === 200,
  why: status === 200 ? 'let in' : `${body?.code}`,
});

interface Item {
  readonly valid: boolean;
  readonly code?: string;
  readonly allowed?: boolean;
  readonly reason?: string;
}

function saidOf({ permission }: Asked, item: Item | undefined): Said {
  if (item === undefined) throw new Error('A batch was answered with fewer items than it has.');
  const { valid, code = 'valid', allowed, reason = '' } = item;
  if (permission === undefined) return { isYes: valid, why: code };
  return { isYes: valid && allowed === true, why: `${code} ${reason}` };
}

async function exchange(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  token: string,
  payload: unknown,
) {
  const json = payload === undefined ? undefined : JSON.stringify(payload);
  const sent = request({
    ...{ agent, host: '127.0.0.1', port, method, path },
    headers: {
      'x-platz-token': token,
      ...(json !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(json),
      }),
    },
    signal: AbortSignal.timeout(patienceMs),
  });
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown }>();
  sent.on('error', reject);
  sent.on('response', (received) => {
    text(received)
      .then((content) => {
        resolve({ status: received.statusCode ?? 0, body: JSON.parse(content) });
      })
      .catch(reject);
  });
  sent.end(json);
  return promise;
}
