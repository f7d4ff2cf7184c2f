import type { RawData, WebSocket } from 'ws';
import type { Socket } from '../request/socket.ts';

/** Often enough for proxies, which close what is quiet for a minute. */
const pingMs = 30_000;
/** What may wait for a client that does not read, before it is cut off: some thousand answers to its pings. */
const mostWaitingBytes = 65_536;
/** RFC 6455, 7.4.1. */
const unsupportedData = 1003;
const tooBig = 1009;

/** An open connection as faces see it. Whoever has gone silent, or reads nothing of what they ask for, is cut off. */
export function socketOf(
  raw: WebSocket,
  { maxMessageBytes }: { readonly maxMessageBytes: number },
  everyMs = pingMs,
): Socket {
  let isAnswering = true;
  const heartbeat = setInterval(() => {
    if (!isAnswering) return raw.terminate();
    isAnswering = false;
    raw.ping();
  }, everyMs);
  raw.once('close', () => clearInterval(heartbeat));
  raw.on('pong', () => {
    isAnswering = true;
  });
  raw.on('ping', (data) => {
    if (raw.bufferedAmount > mostWaitingBytes) raw.terminate();
    else raw.pong(data);
  });
  return {
    send: (text) => sent(raw, text),
    close: (code, reason) => raw.close(code, reason),
    onClose: (hear) => raw.once('close', () => hear()),
    onText(hear) {
      raw.on('message', (data, isBinary) => {
        if (isBinary) raw.close(unsupportedData, 'Send text.');
        else if (sizeOf(data) > maxMessageBytes) raw.close(tooBig, 'This message is too large.');
        else if (raw.readyState === raw.OPEN) hear(String(data));
      });
    },
  };
}

function sizeOf(data: RawData): number {
  return Array.isArray(data) ? Buffer.concat(data).length : data.byteLength;
}

function sent(raw: WebSocket, text: string): Promise<void> {
  if (raw.readyState !== raw.OPEN) return Promise.resolve();
  // On a connection that broke it is called too, with an error.
  return new Promise((resolve) => raw.send(text, () => resolve()));
}
