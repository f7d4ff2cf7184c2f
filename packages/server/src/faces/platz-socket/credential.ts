import type { IncomingHttpHeaders } from 'node:http';

/** By it a client says that the next word it offers is its token: no script of a browser can set other headers. */
export const subprotocol = 'platz-auth-bearer';

/** A token beside the subprotocol is what it would be in `Authorization`; a header that is there all the same wins. */
export function credentialHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const [first, token = ''] = (headers['sec-websocket-protocol'] ?? '').split(',');
  if (first?.trim() !== subprotocol) return headers;
  return { authorization: `Bearer ${token.trim()}`, ...headers };
}
