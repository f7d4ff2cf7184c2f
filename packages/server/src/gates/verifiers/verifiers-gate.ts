import { verifierChannel, verifierSubprotocol } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import type { Standing } from '../../plane/revocation/standing.ts';
import { readOperation } from '../../request/operation.ts';
import type { Socket, SocketFace } from '../../request/socket.ts';
import { ConnectedVerifier, type Deciding } from './connected-verifier.ts';
import { credentialHeaders } from './credential.ts';

/** A question with its token, and all that could be asked about it; what is larger is none. */
const maxMessageBytes = 4096;

export interface VerifiersGate {
  /** The channel, for the HTTP server. */
  readonly socket: SocketFace;
  /** How many are connected. */
  count(): number;
  /** Tells all to go elsewhere. Resolves when none answers by what it was handed here. */
  stop(): Promise<void>;
}

interface Rooms extends Deciding {
  readonly follow: Standing['follow'];
  /** Told when one came or went. */
  readonly counted: () => unknown;
}

/** Lets verifiers inside other programs answer from memory: what they keep is withdrawn when it changes. */
export function openVerifiersGate(rooms: Rooms): VerifiersGate {
  const connected = new Set<ConnectedVerifier>();
  /** Beside those, such whose connection is gone and who may not have noticed: they answer as long as their lease lasts. */
  const answering = new Set<ConnectedVerifier>();
  let isStopping = false;

  const settled = async () => {
    await Promise.all([...answering].map((one) => one.settled()));
  };
  const stop = async () => {
    isStopping = true;
    for (const one of connected) one.end(null, 'The server is stopping. Connect again.');
    await Promise.all([...answering].map((one) => one.ended()));
  };

  rooms.follow({
    drop: (keys) => {
      for (const one of answering) one.drop(keys);
    },
    empty: () => {
      for (const one of answering) one.empty();
    },
    settled,
    drained: stop,
  });

  async function converse(socket: Socket, caller: Caller): Promise<void> {
    if (isStopping) return;
    const verifier = new ConnectedVerifier(socket, caller, rooms);
    connected.add(verifier);
    answering.add(verifier);
    rooms.counted();
    await new Promise<void>((resolve) => socket.onClose(resolve));
    connected.delete(verifier);
    rooms.counted();
    verifier.ended().then(() => answering.delete(verifier));
  }

  return {
    socket: {
      // Its caller is all that is conversed by: each answer judges them again.
      operation: readOperation(verifierChannel, { run: async (_db, { caller }) => caller }),
      subprotocol: verifierSubprotocol,
      maxMessageBytes,
      credentialHeaders,
      converse: (socket, caller) => converse(socket, caller as Caller),
    },
    count: () => connected.size,
    stop,
  };
}
