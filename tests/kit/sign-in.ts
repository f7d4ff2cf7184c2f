import { CookieJar } from './cookie-jar.ts';
import { type Client, createClient, exchange } from './http-client.ts';

/** What the development provider shall say about a person; anybody can be anybody there. */
export interface Person {
  readonly email: string;
  /** True without it. */
  readonly emailVerified?: boolean;
  readonly name?: string;
  /** An address, `none`, or the generated one without it. */
  readonly picture?: string;
}

const mostSteps = 10;

/** Signs in as a browser does, and answers with a client that carries the session cookie. */
export async function signInWithCookie(base: string, person: Person): Promise<Client> {
  const jar = new CookieJar();
  const callback = await callbackOfBrowser(base, jar, person);
  const browser = createClient(base, { jar });
  const { status, headers } = await browser.get(callback.pathname + callback.search);
  if (!jar.names().some((name) => name.endsWith('keywright_session'))) {
    throw new Error(`Signing ${person.email} in ended with ${status} to ${headers.location}`);
  }
  return createClient(base, { jar });
}

/** Goes as far as the address the provider sends the browser back to, which is not visited. */
export async function callbackOfBrowser(
  base: string,
  jar: CookieJar,
  person: Person,
): Promise<URL> {
  const browser = createClient(base, { jar });
  const { status, headers } = await browser.get('/auth/sign-in');
  if (headers.location === undefined) throw new Error(`GET /auth/sign-in answered ${status}`);
  return passProvider(jar, new URL(headers.location), person);
}

/** Signs in as an API client does (Platz's two calls), and answers with the session's JWT. */
export async function signInForJwt(base: string, person: Person): Promise<string> {
  const client = createClient(base);
  const started = await client.get('/api/v2/auth/oidc');
  const start = new URL(started.body.redirect_url);
  const callback = await passProvider(new CookieJar(), start, person);
  const finished = await client.post('/api/v2/auth/oidc/callback', {
    body: { auth_code: callback.searchParams.get('code') },
  });
  if (finished.status !== 200) {
    throw new Error(`Signing ${person.email} in ended with ${JSON.stringify(finished.body)}`);
  }
  return finished.body.access_token;
}

/** Fills in the development provider's form; answers with the first address that is not the provider's. */
export async function passProvider(jar: CookieJar, start: URL, person: Person): Promise<URL> {
  let url = start;
  for (let step = 0; step < mostSteps; step += 1) {
    if (url.origin !== start.origin) return url;
    url = await nextAddress(jar, url, person);
  }
  throw new Error(`The provider goes round in circles at ${url}`);
}

async function nextAddress(jar: CookieJar, url: URL, person: Person): Promise<URL> {
  const asksWhoToBe = url.pathname.startsWith('/interaction/');
  const target = asksWhoToBe ? new URL(`${url.pathname}/sign-in`, url) : url;
  const cookie = jar.headerFor(target);
  const answer = await exchange(
    asksWhoToBe ? 'POST' : 'GET',
    target,
    asksWhoToBe ? formOf(person) : undefined,
    {
      ...(asksWhoToBe ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(cookie === undefined ? {} : { cookie }),
    },
  );
  jar.take(target, answer.headers['set-cookie'] ?? []);
  if (answer.headers.location === undefined) {
    throw new Error(`${target} answered ${answer.status}: ${answer.body}`);
  }
  return new URL(answer.headers.location, target);
}

function formOf({ email, emailVerified = true, name, picture }: Person): string {
  const form = new URLSearchParams({ email });
  if (emailVerified) form.set('email_verified', 'true');
  if (name !== undefined) form.set('name', name);
  if (picture !== undefined) form.set('picture', picture);
  return form.toString();
}
