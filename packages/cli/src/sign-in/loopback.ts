import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@keywright/sdk';
import { Stopped } from '../program/stopped.ts';
import type { OpenedSession } from './opened-session.ts';

const patienceMs = 5 * 60_000;

/**
 * Signs in through the browser of this machine (RFC 8252, 7.3, with PKCE, RFC 7636): the page sends it back to a port of
 * ours. `show` is told the address to open.
 */
export async function signInByLoopback(
  client: Client,
  site: { readonly url: string; readonly deviceName: string },
  show: (address: string) => void,
): Promise<OpenedSession> {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const heard = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    const code = codeIn(request, port(), state);
    if (code === undefined) return answer(response, 404, 'There is nothing here.');
    if (code instanceof Stopped) {
      answer(response, 200, 'Nothing was signed in. You can close this page.');
      return heard.reject(code);
    }
    answer(response, 200, 'Signed in. You can close this page and go back to the terminal.');
    heard.resolve(code);
  });
  const port = () => (server.address() as AddressInfo).port;
  const timer = setTimeout(() => {
    heard.reject(new Stopped('failed', 'Nobody signed in within five minutes.'));
  }, patienceMs);
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const redirect_uri = `http://127.0.0.1:${port()}/callback`;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'keywright-cli',
      redirect_uri,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state,
      device_name: site.deviceName,
    });
    show(`${site.url}/auth/cli?${query}`);
    const code = await heard.promise;
    const body = {
      ...({ grant_type: 'authorization_code', client_id: 'keywright-cli' } as const),
      ...{ code, code_verifier: verifier, redirect_uri },
    };
    return await client.redeemCliCode({ body });
  } finally {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
  }
}

/**
 * The code of a request that belongs to this sign-in; undefined of any other. A page of somebody else could send the
 * browser here too: it does not know the state, and a name of its own that leads to this machine shows in `Host`.
 */
function codeIn(
  request: IncomingMessage,
  port: number,
  state: string,
): string | Stopped | undefined {
  if (request.method !== 'GET' || request.headers.host !== `127.0.0.1:${port}`) return undefined;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname !== '/callback' || !isSame(searchParams.get('state') ?? '', state)) return undefined;
  const code = searchParams.get('code');
  if (code) return code;
  return new Stopped('refused', 'The sign-in was refused in the browser.');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // The address holds the code: nobody else is to hear of it.
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    connection: 'close',
  });
  response.end(
    `<!doctype html><html lang="en"><title>Keywright</title><body style="font-family:system-ui;margin:4rem auto;max-width:30rem">${sentence}</body></html>`,
  );
}
