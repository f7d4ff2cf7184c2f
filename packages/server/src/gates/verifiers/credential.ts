import type { IncomingHttpHeaders } from 'node:http';
import { verifierSubprotocol } from '@keywright/contract';

/** The word beside the subprotocol is the verifier's token: what opens sockets in most programs can set no headers. */
export function credentialHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const [first, token = ''] = (headers['sec-websocket-protocol'] ?? '').split(',');
  if (first?.trim() !== verifierSubprotocol) return headers;
  return { authorization: `Bearer ${token.trim()}`, ...headers };
}
