import { type ErrorCode, parseToken } from '@keywright/contract';
import { addressOf } from '../address.ts';
import { createClient } from '../client.ts';
import { KeywrightError } from '../error.ts';
import {
  type Asked,
  isUnavailable,
  malformed,
  unavailable,
  type VerifierAnswer,
} from './answer.ts';
import { type Channel, ChannelLost, openChannel, QuestionRefused } from './channel.ts';
import { type Connecting, keepConnected, type VerifierState } from './keep-connected.ts';

export type { Asked, VerifierAnswer } from './answer.ts';
export type { VerifierState } from './keep-connected.ts';

export interface VerifierOptions {
  /** Where the server is, such as `https://keywright.example.com`. */
  readonly url: string;
  /** A token that may verify others (the role Verifier, or a scope of token.verify); or where to get one at each connection. */
  readonly token: string | (() => string | Promise<string>);
  /**
   * While no server is connected: `refuse` answers `unavailable` to all; `ask` sends each question to the server by HTTP.
   * `refuse` without it.
   */
  readonly onLost?: 'refuse' | 'ask' | undefined;
  /** Answers kept at the most: 10,000 without it, and never more than 100,000. */
  readonly maxEntries?: number | undefined;
  /** Told each time the state changes. */
  readonly onState?: ((state: VerifierState) => void) | undefined;
}

/** Checks tokens inside this process. */
export interface Verifier {
  readonly state: VerifierState;
  /**
   * What is known of a token now: a change whose receipt was given before this call counts. Rejects with a KeywrightError
   * only where it is asked about a permission that does not exist.
   */
  verify(token: string, asked?: Asked): Promise<VerifierAnswer>;
  /** The same at once, by what is kept. Undefined: the server has to be asked. */
  verifyNow(token: string, asked?: Asked): VerifierAnswer | undefined;
  /** Forgets everything and leaves the server. Whatever is asked afterwards is `unavailable`. */
  close(): void;
}

const keepsUnlessSaid = 10_000;
const mostKept = 100_000;
/** How many channels one question is asked on, where the first is lost meanwhile. */
const tries = 2;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Begins to connect at once. Throws a TypeError for options that cannot work. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { onLost = 'refuse', maxEntries = keepsUnlessSaid, onState } = options;
  const { base } = addressOf(options.url);
  if (base === '') throw new TypeError('url: Say where the server is.');
  if (!Number.isInteger(maxEntries) || maxEntries < 1 || maxEntries > mostKept) {
    throw new TypeError(`maxEntries: Expected 1 to ${mostKept}.`);
  }
  if (typeof WebSocket === 'undefined') {
    throw new TypeError('A verifier needs WebSocket, which Node has since version 22.');
  }
  const client = createClient({ url: options.url, token: options.token, retries: 0 });
  const connecting: Connecting = keepConnected({
    open: async () => openChannel(base, await tokenOf(options.token), maxEntries),
    explain: async () => explain(client, await tokenOf(options.token)),
    onState,
  });

  const verifyNow = (token: string, asked?: Asked) => connecting.channel?.answerNow(token, asked);

  async function ask(token: string, asked: Asked): Promise<VerifierAnswer> {
    for (let tried = 0; tried < tries; tried++) {
      const channel = connecting.channel ?? (await connecting.next());
      const answer = channel && (await askOn(channel, token, asked).catch(orLost));
      if (answer) return answer;
    }
    return onLost === 'ask' ? askByHttp(token, asked) : lost(connecting.state);
  }

  async function askByHttp(token: string, asked: Asked): Promise<VerifierAnswer> {
    if (connecting.state.is === 'closed') return lost(connecting.state);
    try {
      const answer = await client.verify({ body: { token, ...asked } as never });
      return answer as VerifierAnswer;
    } catch (error) {
      if (!(error instanceof KeywrightError)) throw error;
      if (error.code === 'invalid_request') throw error;
      return unavailable(error.message);
    }
  }

  return {
    get state() {
      return connecting.state;
    },
    verifyNow,
    async verify(token, asked = {}) {
      const kept = verifyNow(token, asked);
      if (kept) return kept;
      if (typeof token !== 'string' || !parseToken(token)) return malformed(asked);
      if (isUuid(asked.resource) && isUuid(asked.project)) return ask(token, asked);
      return nowhere(await ask(token, {}), asked);
    },
    close: connecting.close,
  };
}

/** Of two who ask the same at once, the later must not be told what was decided before it asked. */
async function askOn(channel: Channel, token: string, asked: Asked): Promise<VerifierAnswer> {
  const before = channel.asked;
  for (;;) {
    const flight = channel.ask(token, asked);
    const answer = await flight.landed;
    if (flight.began > before) return answer;
    const kept = channel.answerNow(token, asked);
    if (kept) return kept;
  }
}

const tokenOf = async (token: VerifierOptions['token']) =>
  typeof token === 'function' ? token() : token;

const isUuid = (id: string | undefined) => id === undefined || uuid.test(id);

/** What has no id is nowhere: whatever a path or a query holds may be passed on as it is. */
function nowhere(answer: VerifierAnswer, { permission }: Asked): VerifierAnswer {
  if (permission === undefined || isUnavailable(answer)) return answer;
  return { ...answer, allowed: false, reason: answer.valid ? 'no_grant' : 'not_valid' };
}

/** Undefined: the channel was lost meanwhile. */
function orLost(error: unknown): VerifierAnswer | undefined {
  if (error instanceof ChannelLost) return undefined;
  if (!(error instanceof QuestionRefused)) throw error;
  const { code, message } = error;
  if (code !== 'invalid_request') return unavailable(message);
  const text = 'permission: There is no such permission.';
  throw new KeywrightError({ code, status: 400, message: text });
}

const lost = (state: VerifierState) =>
  unavailable(
    state.is === 'lost' || state.is === 'closed'
      ? state.message
      : 'The connection to the server was lost.',
  );

/** What opens sockets does not say why one was refused: the same token asks by HTTP. Undefined: nothing is wrong with it. */
async function explain(
  client: ReturnType<typeof createClient>,
  token: string,
): Promise<{ code: ErrorCode | null; message: string } | undefined> {
  try {
    await client.verify({ body: { token } });
    return undefined;
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    const { code, message, status } = error;
    return { code: status === 401 || status === 403 ? (code as ErrorCode) : null, message };
  }
}
