import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Receipt, receipt } from '@keywright/contract';
import type { CookieJar } from './cookie-jar.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The receipt of a change, which stands in the body beside what the endpoint's row declares. */
  readonly confirmed: Receipt | undefined;
  /** The rest of it: parsed where it is JSON, else the text. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field, and assert on them.
  readonly body: any;
}

export interface Sending {
  /** Sent as JSON, unless it is a string: that goes as it is, with the content type of the headers. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Calls one server with one credential. Paths are from its root: `/api/v2/auth/me`. */
export interface Client {
  get(path: string, sending?: Sending): Promise<Answer>;
  post(path: string, sending?: Sending): Promise<Answer>;
  put(path: string, sending?: Sending): Promise<Answer>;
  patch(path: string, sending?: Sending): Promise<Answer>;
  delete(path: string, sending?: Sending): Promise<Answer>;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** The headers that carry the credential, for what does not go through this client. */
  credentialHeaders(): Record<string, string>;
}

export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies are sent and taken as a browser does, and changes say that they come from the pages. */
  readonly jar?: CookieJar;
  /** The loopback address to call from. */
  readonly localAddress?: string | undefined;
}

export function createClient(
  base: string,
  { headers = {}, jar, localAddress }: ClientOptions = {},
): Client {
  const credentialHeaders = (): Record<string, string> => {
    const cookie = jar?.headerFor(new URL(base));
    return { ...headers, ...(cookie === undefined ? {} : { cookie }) };
  };
  const fromOwnPages = { origin: new URL(base).origin, 'sec-fetch-site': 'same-origin' };
  const send = async (method: string, path: string, { body, ...own }: Sending = {}) => {
    const url = new URL(path, base);
    const allHeaders = {
      ...(jar === undefined ? {} : fromOwnPages),
      ...credentialHeaders(),
      ...own.headers,
    };
    const answer = await exchange(method, url, body, allHeaders, localAddress);
    jar?.take(url, answer.headers['set-cookie'] ?? []);
    return answer;
  };
  return {
    get: (path, sending) => send('GET', path, sending),
    post: (path, sending) => send('POST', path, sending),
    put: (path, sending) => send('PUT', path, sending),
    patch: (path, sending) => send('PATCH', path, sending),
    delete: (path, sending) => send('DELETE', path, sending),
    send,
    credentialHeaders,
  };
}

/**
 * One request and its answer, redirects not followed. On `node:http` because `fetch` adds headers of its
 * own and refuses to send some that tests must send.
 */
export async function exchange(
  method: string,
  url: URL,
  body: unknown,
  headers: Readonly<Record<string, string | string[]>>,
  localAddress?: string,
): Promise<Answer> {
  const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const isJson = payload !== undefined && typeof body !== 'string';
  const sent = request(url, {
    method,
    agent: false,
    ...(localAddress === undefined ? {} : { localAddress }),
    headers: {
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(payload === undefined ? {} : { 'content-length': `${Buffer.byteLength(payload)}` }),
      ...headers,
    },
  });
  sent.end(payload);
  const [received] = (await once(sent, 'response')) as [IncomingMessage];
  return readAnswer(received);
}

async function readAnswer(received: IncomingMessage): Promise<Answer> {
  const content = await text(received);
  const isJson = /\bjson\b/.test(received.headers['content-type'] ?? '');
  return {
    status: received.statusCode ?? 0,
    headers: received.headers,
    ...apart(isJson && content !== '' ? JSON.parse(content) : content),
  };
}

function apart(content: unknown): Pick<Answer, 'body' | 'confirmed'> {
  if (typeof content !== 'object' || content === null || !('confirmed' in content)) {
    return { body: content, confirmed: undefined };
  }
  const { confirmed, ...body } = content;
  return { body, confirmed: receipt.strict().parse(confirmed) };
}
