import type { Heard } from '../../request/heard.ts';
import type { Operation } from '../../request/operation.ts';
import type { SocketFace } from '../../request/socket.ts';
import { converse } from './converse.ts';
import { credentialHeaders, subprotocol } from './credential.ts';

/** Larger than any message of Platz's clients by far: a word, the name of a table and an id. */
const maxMessageBytes = 4096;

/** Platz's socket: rows come from an operation that hears `Heard`, and are told in Platz's words. */
export const platzSocketFace = (operation: Operation): SocketFace => ({
  operation,
  subprotocol,
  maxMessageBytes,
  credentialHeaders,
  converse: (socket, heard) => converse(socket, heard as AsyncIterable<Heard>),
});
