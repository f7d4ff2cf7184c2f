import type { Endpoint } from '@keywright/contract';
import { errorOfAnswer, unreachable } from './error.ts';

export interface Connection {
  readonly baseUrl: string;
  readonly token: () => string | undefined;
  readonly fetch: typeof fetch;
}

export interface SentParts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** The answer of one call, once it is known to be a good one; otherwise throws a `KeywrightError`. */
export async function send(
  connection: Connection,
  row: Endpoint,
  sent: SentParts,
): Promise<Response> {
  const answer = await attempt(connection, row, sent);
  if (!answer.ok) throw await errorOfAnswer(answer);
  return answer;
}

async function attempt({ baseUrl, token, fetch }: Connection, row: Endpoint, sent: SentParts) {
  const secret = token();
  const headers: Record<string, string> = { accept: acceptOf(row) };
  if (secret !== undefined) headers['x-platz-token'] = secret;
  if (sent.body !== undefined) headers['content-type'] = 'application/json';
  if (sent.idempotencyKey !== undefined) headers['idempotency-key'] = sent.idempotencyKey;
  try {
    return await fetch(baseUrl + pathOf(row.path, sent.params) + queryOf(sent.query), {
      method: row.method,
      headers,
      // With a token the cookie of a signed-in person must not ride along, nor be set.
      credentials: secret === undefined ? 'same-origin' : 'omit',
      redirect: 'error',
      ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
      ...(sent.signal && { signal: sent.signal }),
    });
  } catch (cause) {
    if (sent.signal?.aborted) throw sent.signal.reason;
    throw unreachable(baseUrl || 'The server', cause);
  }
}

function acceptOf(row: Endpoint): string {
  if ('events' in row.answer) return 'text/event-stream';
  return 'media' in row.answer ? row.answer.media : 'application/json';
}

function pathOf(path: string, params: SentParts['params']): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name])),
  );
}

/** Undefined and null are not sent: an absent filter filters nothing. */
function queryOf(query: SentParts['query']): string {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
