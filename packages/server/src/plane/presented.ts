import { Secret } from './secret.ts';

/** A credential as it was sent, not yet looked at. */
export type Presented =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly text: Secret }
  | { readonly kind: 'session'; readonly jwt: Secret; readonly carrier: 'cookie' | 'bearer' };

interface Sent {
  /** The headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly sessionCookie: string | undefined;
  /** Whether the token may also be the password of HTTP Basic: only where the endpoint says so. */
  readonly takesBasic?: boolean;
}

/** Three base64url parts: a JWT (RFC 7519, 3). A token has two. */
const jwtForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Which credential counts. `x-platz-token` decides alone whenever it is there, even if empty or wrong; else
 * `Authorization: Bearer`; else the session cookie. A wrong one is never passed over for the next: a caller who
 * sends a revoked token must hear so, and not act by accident as whoever the browser is signed in as.
 */
export function presentedCredential({
  headers,
  sessionCookie,
  takesBasic = false,
}: Sent): Presented {
  const header = headers['x-platz-token'];
  if (header !== undefined) return { kind: 'token', text: new Secret(String(header)) };
  const { authorization } = headers;
  if (authorization !== undefined) {
    const value = String(authorization);
    return (takesBasic ? fromBasic(value) : undefined) ?? fromAuthorization(value);
  }
  if (sessionCookie) return { kind: 'session', jwt: new Secret(sessionCookie), carrier: 'cookie' };
  return { kind: 'none' };
}

function fromAuthorization(value: string): Presented {
  const [, text = ''] = /^bearer +(.*)$/i.exec(value) ?? [];
  if (jwtForm.test(text)) return { kind: 'session', jwt: new Secret(text), carrier: 'bearer' };
  return { kind: 'token', text: new Secret(text) };
}

/** The password alone counts, whatever the user is called (RFC 7617, 2). Undefined: this is not Basic. */
function fromBasic(value: string): Presented | undefined {
  const [, encoded] = /^basic +([\w+/=-]*)$/i.exec(value) ?? [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return { kind: 'token', text: new Secret(colon < 0 ? '' : pair.slice(colon + 1)) };
}
