import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from './operation.ts';

/** One end of a WebSocket, as a face sees it. */
export interface Socket {
  /** Resolves once the connection took it, or is gone: who waits for that holds one message for a slow reader, not all. */
  send(text: string): Promise<void>;
  /** `code`: RFC 6455, 7.4. Whatever is said after the first close is not heard. */
  close(code: number, reason: string): void;
  onText(hear: (text: string) => void): void;
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
  converse(socket: Socket, heard: AsyncIterable<unknown>): Promise<void>;
}
