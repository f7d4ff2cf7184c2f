import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Operation } from './operation.ts';

/** One end of a WebSocket, as a face sees it. */
export interface Socket {
  /** Resolves once the connection took it, or is gone: who waits for that holds one message for a slow reader, not all. */
  send(text: string): Promise<void>;
  /** `code`: RFC 6455, 7.4. Whatever is said after the first close is not heard. */
  close(code: number, reason: string): void;
  onText(hear: (text: string) => void): void;
  /** Whoever ended it, or whatever cut it. */
  onClose(hear: () => void): void;
}

/** Somebody else's protocol over a WebSocket. What it passes on comes from an operation, through the pipeline. */
export interface SocketFace {
  /** Its output is what `converse` is given. */
  readonly operation: Operation;
  /** The subprotocol that is agreed on where a client offers it. */
  readonly subprotocol: string;
  readonly maxMessageBytes: number;
  /** The headers that the credential is looked for in. */
  credentialHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders;
  /** Resolves when there is nothing more to say. */
  converse(socket: Socket, output: unknown): Promise<void>;
}

/** A protocol of bytes over a WebSocket, which says who is there in its own words: no credential is looked for before. */
export interface ByteSocketFace {
  readonly path: string;
  /** The subprotocols that are agreed on, one of which a client has to offer. */
  readonly subprotocols: readonly string[];
  readonly maxMessageBytes: number;
  /** Takes the bytes of the socket, which ends with the stream, from a client's address. */
  take(stream: Duplex, address: string): void;
}
