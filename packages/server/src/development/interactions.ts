import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { type Account, accountOf, type Choice } from './accounts.ts';
import { picture } from './pictures.ts';
import { errorPage, pageHeaders, signInPage } from './sign-in-page.ts';

/** A form of four short fields. */
const maxFormBytes = 16_384;

interface Rooms {
  readonly provider: Provider;
  /** Everybody who has signed in, by `sub`; the latest claims count. */
  readonly accounts: Map<string, Account>;
  readonly issuer: string;
  readonly redirectUris: readonly string[];
  readonly hasPictures: boolean;
}

/** Answers what is not the protocol's: the sign-in page, its forms, the pictures. False: not one of these. */
export function interactions(rooms: Rooms) {
  const headers = pageHeaders([...new Set(rooms.redirectUris.map((uri) => new URL(uri).origin))]);

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname } = new URL(request.url ?? '/', rooms.issuer);
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return true;
    }
    const drawn = /^\/pictures\/([\w.-]{1,100})\.png$/.exec(pathname);
    if (drawn) {
      const type = { 'content-type': 'image/png', 'cache-control': 'no-store' };
      response.writeHead(200, type).end(picture(drawn[1] ?? ''));
      return true;
    }
    const [, uid, act] =
      /^\/interaction\/([\w-]{1,100})(?:\/(sign-in|cancel))?$/.exec(pathname) ?? [];
    if (!uid) return false;
    try {
      await interact(rooms, { request, response, uid, act, headers });
    } catch {
      // No cookie, another one's, or an interaction that has ended.
      response.writeHead(400, headers).end(errorPage('expired', 'Go back and start again.'));
    }
    return true;
  };
}

interface Step {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly uid: string;
  readonly act: string | undefined;
  readonly headers: Record<string, string>;
}

async function interact(
  rooms: Rooms,
  { request, response, uid, act, headers }: Step,
): Promise<void> {
  const { provider, accounts, issuer, hasPictures } = rooms;
  const { uid: known } = await provider.interactionDetails(request, response);
  if (known !== uid) throw new Error('This is another one’s sign-in.');
  if (act === undefined) {
    response.writeHead(200, headers).end(signInPage(uid));
    return;
  }
  if (request.method !== 'POST') {
    response.writeHead(405, { allow: 'POST' }).end();
    return;
  }
  if (act === 'cancel') {
    const error = { error: 'access_denied', error_description: 'Cancelled by the person.' };
    await provider.interactionFinished(request, response, error);
    return;
  }
  const account = accountOf(await readChoice(request), issuer, hasPictures);
  accounts.set(account.sub, account);
  await provider.interactionFinished(request, response, { login: { accountId: account.sub } });
}

async function readChoice(request: IncomingMessage): Promise<Choice> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxFormBytes) throw new Error('The form is too long.');
  }
  const form = new URLSearchParams(text);
  const email = form.get('email')?.trim() ?? '';
  if (!email) throw new Error('The form names nobody.');
  return {
    email,
    emailVerified: form.get('email_verified') === 'true',
    name: form.get('name')?.trim() ?? '',
    picture: form.get('picture')?.trim() ?? '',
  };
}
