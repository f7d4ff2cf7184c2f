import { once } from 'node:events';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Secret } from '../../plane/secret.ts';
import type { Broker } from './broker.ts';
import { connectTimeoutMs } from './settings.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** PEM; without it bytes go in the clear. */
  readonly tls: { readonly cert: string; readonly key: Secret } | undefined;
  /** How many may be open at once, before any of them proved anything. */
  readonly connections: number;
}

/** Who was silent for so long is asked by TCP itself whether they are still there: they may have asked for no keep-alive. */
const silenceMs = 60_000;

/** Takes connections for the broker. Rejects with what the system says; the answer stops taking more. */
export async function listenForClients(
  broker: Broker,
  { host, port, tls, connections }: Listening,
): Promise<() => Promise<void>> {
  const take = (socket: Socket) => {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, silenceMs);
    broker.take(socket, socket.remoteAddress ?? '');
  };
  const server: Server = tls ? createTlsServer(optionsOf(tls), take) : createTcpServer(take);
  // What a client did while it said hello is no error of ours.
  server.on('tlsClientError', (_error, socket: Socket) => socket.destroy());
  server.maxConnections = connections;
  server.listen({ host, port });
  await once(server, 'listening');
  return async () => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
}

function optionsOf({ cert, key }: NonNullable<Listening['tls']>): TlsOptions {
  return {
    cert,
    key: key.reveal(),
    minVersion: 'TLSv1.2',
    handshakeTimeout: connectTimeoutMs,
  };
}
