import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider/lib/provider.js';
import { isLoopback } from '../loopback.ts';
import type { Account } from './accounts.ts';
import { interactions } from './interactions.ts';
import { providerOptions } from './provider-options.ts';

const loopback = '127.0.0.1';

export interface DevelopmentProviderOptions {
  /** Any free one without it. */
  readonly port?: number;
  /** Where sign-ins may end. Each must be an address of this machine. */
  readonly redirectUris: readonly string[];
  /** Whether accounts come with a picture. True without it. */
  readonly pictures?: boolean;
  /** Where the claims about a person are found: the ID token without it. */
  readonly claimsFrom?: 'id_token' | 'userinfo';
}

export interface DevelopmentProvider {
  /** `http://127.0.0.1:<port>` */
  readonly issuer: string;
  readonly clientId: string;
  /** Random, and another one at each start. */
  readonly clientSecret: string;
  stop(): Promise<void>;
}

/**
 * An OpenID provider without passwords, for development and tests: anybody who can reach it can be anybody.
 * So it listens on 127.0.0.1 alone, answers under that name alone (a page elsewhere cannot point its own name
 * at it: DNS rebinding), and sends people back to this machine alone. Throws where a redirect address is not
 * on this machine.
 *
 * Signing in without a browser, with a jar of cookies:
 * 1. GET the authorization address, not following redirects: 303 to `/interaction/<uid>`. Keep its cookies.
 * 2. POST `/interaction/<uid>/sign-in` with those cookies, as `application/x-www-form-urlencoded`:
 *    `email` (required), `email_verified=true` (left out: not verified), `name`, `picture` (an address, or
 *    `none`). Or POST `/interaction/<uid>/cancel`. Answers 303 to `/auth/<uid>`. Keep its cookies.
 * 3. GET that with the cookies: 303 to the client's redirect address with `code`, `state` and `iss`, or `error`.
 */
export async function startDevelopmentProvider(
  options: DevelopmentProviderOptions,
): Promise<DevelopmentProvider> {
  const { port = 0, redirectUris, pictures = true, claimsFrom = 'id_token' } = options;
  for (const uri of redirectUris) requireLoopback(uri);

  const server = createServer();
  server.listen(port, loopback);
  await once(server, 'listening');
  const host = `${loopback}:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;

  const client = {
    clientId: 'keywright-development',
    clientSecret: randomBytes(32).toString('base64url'),
    redirectUris,
  };
  const accounts = new Map<string, Account>();
  const provider = new Provider(issuer, await providerOptions(client, accounts, claimsFrom));
  const protocol = provider.callback();
  const pages = interactions({ provider, accounts, issuer, redirectUris, hasPictures: pictures });
  server.on('request', async (request, response) => {
    try {
      if (request.headers.host !== host) response.writeHead(421).end();
      else if (!(await pages(request, response))) await protocol(request, response);
    } catch {
      // Any page can make a browser ask for an address that cannot be read; that must not end the whole server.
      if (!response.headersSent) response.writeHead(400);
      response.end();
    }
  });

  return {
    issuer,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function requireLoopback(uri: string): void {
  if (isLoopback(new URL(uri).hostname)) return;
  throw new Error(
    `The development sign-in serves this machine alone; ${uri} is elsewhere. ` +
      'Set KEYWRIGHT_OIDC_ISSUER to sign in with a real provider.',
  );
}
