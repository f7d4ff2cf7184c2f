import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a server and PostgreSQL, and can lose what is said about a commit. */
export interface LosingProxy {
  readonly url: string;
  /**
   * From now on cuts the connection that sends a commit: `before` the database has heard of it, or `after` it
   * has done it and answered.
   */
  loseCommit(when: 'before' | 'after'): void;
  stop(): Promise<void>;
}

export async function startLosingProxy(databaseUrl: string): Promise<LosingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let losing: 'before' | 'after' | undefined;

  const proxy = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const cut = () => {
      client.destroy();
      database.destroy();
    };
    let awaited = false;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', cut).on('close', cut);
    }
    client.on('data', (chunk) => {
      const isCommit = losing !== undefined && chunk.includes('commit\0');
      if (isCommit && losing === 'before') return cut();
      awaited = isCommit;
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (awaited) return cut();
      client.write(chunk);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');

  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = `${(proxy.address() as AddressInfo).port}`;
  return {
    url: url.href,
    loseCommit(when) {
      losing = when;
    },
    async stop() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, 'close');
    },
  };
}
