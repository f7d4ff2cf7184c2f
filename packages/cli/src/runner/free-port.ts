import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A loopback port that is free now: the wanted one if it is. */
export async function freePort(wanted: number | undefined): Promise<number> {
  return (wanted === undefined ? undefined : await listenOn(wanted)) ?? (await listenOn(0)) ?? 0;
}

async function listenOn(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}
