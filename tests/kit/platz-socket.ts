import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Client } from './http-client.ts';

/** A socket that is being read, as Platz's pages read it. */
export interface PlatzSocket {
  readonly raw: WebSocket;
  subscribe(table: string, envId?: string): void;
  unsubscribe(table: string, envId?: string): void;
  /** The next event, parsed. Rejects with the close code where it closed before one. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read events field by field, and assert on them.
  next(): Promise<any>;
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  /** Resolves once the server has read all that was sent to it. */
  settled(): Promise<void>;
}

/** What opening a socket is refused with, by HTTP. */
class SocketRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.code = JSON.parse(body).code;
  }
}

export interface Opening {
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The token beside the subprotocol, as Platz's pages have it. */
export const tokenBeside = (token: string): Opening => ({
  protocols: ['platz-auth-bearer', token],
});

/** The credential of a client in the headers it sends anyway; a cookie with the origin that its browser says. */
export function asClient(url: string, client: Client): Opening {
  return { headers: { ...client.credentialHeaders(), origin: new URL(url).origin } };
}

/** Opens Platz's socket. Rejects with SocketRefused. */
export async function openPlatzSocket(
  url: string,
  { protocols = [], headers = {} }: Opening,
): Promise<PlatzSocket> {
  const raw = new WebSocket(new URL('/api/v2/ws', url.replace('http', 'ws')), [...protocols], {
    headers,
  });
  const events: unknown[] = [];
  let wake = () => {};
  raw.on('message', (data) => {
    events.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<number>((resolve) => {
    raw.once('close', (code) => {
      resolve(code);
      wake();
    });
  });
  const refused = new Promise<never>((_resolve, reject) => {
    raw.once('unexpected-response', async (_request, response) => {
      const chunks = await response.toArray();
      reject(new SocketRefused(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
    });
  });
  await Promise.race([once(raw, 'open'), refused]);
  raw.on('error', () => {});
  const say = (type: string, table: string, envId?: string) =>
    raw.send(JSON.stringify({ type, table, env_id: envId }));
  return {
    raw,
    closed,
    subscribe: (table, envId) => say('subscribe', table, envId),
    unsubscribe: (table, envId) => say('unsubscribe', table, envId),
    async next() {
      while (events.length === 0) {
        if (raw.readyState === WebSocket.CLOSED) throw new Error(`closed ${await closed}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return events.shift();
    },
    async settled() {
      const answered = once(raw, 'pong');
      raw.ping();
      await answered;
    },
  };
}
