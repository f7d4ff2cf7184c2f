import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { withoutNotifications } from './messages-to-client.ts';

/** Stands between two programs, and is the network that fails between them. */
export interface Link {
  readonly port: number;
  /** Where connections go that are opened from now on; those that are open stay where they are. */
  aim(port: number): void;
  /** Ends every open connection, on both sides. */
  cut(): void;
  /** Whether new connections are refused. */
  refuse(isRefusing: boolean): void;
  /** How much later everything arrives that is sent from now on. 0: at once. Infinity: when that is over. */
  delay(ms: number): void;
  /** Whether notifications of PostgreSQL get lost. */
  deafen(isDeaf: boolean): void;
  stop(): void;
}

/** `speaks`: what is spoken, which has to be understood for some of it to get lost. */
export async function startLink(firstPort: number, speaks: 'postgres' | 'http'): Promise<Link> {
  let target = firstPort;
  let isRefusing = false;
  let isDeaf = false;
  const weather = createWeather();
  const open = new Set<Socket>();
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const database = connect(target, '127.0.0.1');
    for (const socket of [client, database]) {
      open.add(socket);
      socket.setNoDelay(true).on('error', () => {});
      socket.once('close', () => {
        open.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    const heard = speaks === 'postgres' ? withoutNotifications(() => isDeaf) : asItIs;
    weather.carry(client, database, asItIs);
    weather.carry(database, client, heard);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    aim(next) {
      target = next;
    },
    cut,
    refuse(refusing) {
      isRefusing = refusing;
    },
    delay: weather.delay,
    deafen(deaf) {
      isDeaf = deaf;
    },
    stop() {
      server.close();
      cut();
    },
  };
}

type Change = (chunk: Buffer) => Buffer;
const asItIs: Change = (chunk) => chunk;

/** How long things are under way, the same for all connections and both directions. */
function createWeather() {
  let delayMs = 0;
  let clearing = Promise.withResolvers<void>();
  const late = async (): Promise<void> => {
    const ms = delayMs;
    if (ms === 0) return;
    if (ms === Number.POSITIVE_INFINITY) return clearing.promise;
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return {
    delay(ms: number) {
      delayMs = ms;
      clearing.resolve();
      clearing = Promise.withResolvers<void>();
    },
    /** In order, whatever the delay of each chunk. What was under way when a connection ends never arrives. */
    carry(from: Socket, to: Socket, change: Change) {
      let last: Promise<void> | undefined;
      const pass = (chunk: Buffer) => {
        const changed = change(chunk);
        if (changed.length > 0 && !to.destroyed) to.write(changed);
      };
      from.on('data', (chunk: Buffer) => {
        if (last === undefined && delayMs === 0) return pass(chunk);
        const mine = Promise.all([last, late()]).then(() => {
          pass(chunk);
          if (last === mine) last = undefined;
        });
        last = mine;
      });
    },
  };
}
