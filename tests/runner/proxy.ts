import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a runner and its server, and can take the server away. */
export interface ServerProxy {
  readonly url: string;
  /** Cuts every connection, and refuses new ones until `comeBack`. */
  goAway(): void;
  comeBack(): void;
  stop(): void;
}

export async function startProxy(target: string): Promise<ServerProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isAway = false;
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((incoming) => {
    if (isAway) return void incoming.destroy();
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          open.delete(socket);
          incoming.destroy();
          outgoing.destroy();
        });
    }
    incoming.pipe(outgoing).pipe(incoming);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goAway() {
      isAway = true;
      cutAll();
    },
    comeBack() {
      isAway = false;
    },
    stop() {
      server.close();
      cutAll();
    },
  };
}
