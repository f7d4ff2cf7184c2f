import type { Call } from '@keywright/contract/calls';
import type { Address } from './address.ts';
import { credentialHeader } from './credential-header.ts';
import { cutOff, errorOfAnswer, notTheApi, unreachable } from './error.ts';
import { redactedCause } from './redact.ts';

export interface Connection {
  readonly address: Address;
  readonly token: () => string | undefined | Promise<string | undefined>;
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
export async function send(connection: Connection, row: Call, sent: SentParts): Promise<Response> {
  const secret = await connection.token();
  const answer = await attempt(connection, row, sent, secret);
  if (!answer.ok) throw await errorOfAnswer(answer, secret);
  return answer;
}

async function attempt(
  { address, fetch }: Connection,
  row: Call,
  sent: SentParts,
  secret: string | undefined,
): Promise<Response> {
  const headers: Record<string, string> = { accept: acceptOf(row) };
  if (secret !== undefined) Object.assign(headers, credentialHeader(secret));
  if (sent.body !== undefined) headers['content-type'] = 'application/json';
  if (sent.idempotencyKey !== undefined) headers['idempotency-key'] = sent.idempotencyKey;
  try {
    return await fetch(address.base + pathOf(row.path, sent.params) + queryOf(sent.query), {
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
    throw unreachable(address.origin, redactedCause(cause, secret));
  }
}

/** What a good answer holds. Throws where it breaks off, or where something else than the API gave it. */
export async function readAnswer(
  { address }: Connection,
  row: Call,
  answer: Response,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const isPreview = row.preview && answer.status === 200;
  const isJson = row.gives === 'json' || row.gives === 'page' || isPreview;
  try {
    if (row.gives === 'media') return await answer.blob();
    return isJson ? parsed(await answer.text(), answer.status) : undefined;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error instanceof SyntaxError ? notTheApi(answer.status) : cutOff(address.origin);
  }
}

/** Every answer of the API is an object; a proxy's page is none. Throws a SyntaxError. */
function parsed(text: string, status: number): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) return value;
  throw new SyntaxError(`Status ${status} with something else than an object.`);
}

function acceptOf({ gives, media }: Call): string {
  return gives === 'events' ? 'text/event-stream' : (media ?? 'application/json');
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
