import { type Client, createClient } from '../../packages/sdk/src/index.ts';
import type { ServerProcess } from '../../tests/kit/server-process.ts';
import { openSite } from '../../tests/kit/site.ts';
import { postgresVersion } from '../verify/postgres-version.ts';

const revokes = 300;
const pausedRounds = 3;

export interface Receipts {
  /** Of the database. */
  readonly version: string;
  /** Milliseconds from sending a revoke to having its answer, three servers well. */
  readonly answered: readonly number[];
  /** What the receipts themselves say they took. */
  readonly waited: readonly number[];
  /** The same as `answered`, of the first revoke after one of the three was stopped. */
  readonly withOneStopped: readonly number[];
}

/** Three servers, each a process of its own, on one PostgreSQL whose commits are on the disk. */
export async function measureReceipts(): Promise<Receipts> {
  const site = await openSite('postgres');
  try {
    const version = await postgresVersion(site.cluster?.url ?? '');
    const token = await site.tokenOf('admin@example.test', { admin: true });
    const first = await site.start();
    const servers = [first, await site.start(), await site.start()];
    const clients = servers.map(({ url }) => createClient({ url, token }));
    const ids = await makeTokens(clients, revokes + 3 * 10);
    // What is done for the first time is done more slowly.
    for (let n = 0; n < 30; n++) await revoke(clients, ids);
    const answered: number[] = [];
    const waited: number[] = [];
    for (let n = 0; n < revokes; n++) {
      const { tookMs, receipt } = await revoke(clients, ids);
      answered.push(tookMs);
      waited.push(receipt.took_ms);
    }
    const withOneStopped = await revokeWithOneStopped(servers, clients);
    for (const server of servers) await server.kill();
    return { version, answered, waited, withOneStopped };
  } finally {
    await site.remove();
  }
}

async function makeTokens([client]: readonly Client[], count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const made = await client?.createUserToken({ body: { name: `bench ${n}` } });
    ids.push(made?.id ?? '');
  }
  return ids;
}

/** Revokes the next of the tokens, at one server after the other. */
async function revoke(clients: readonly Client[], ids: string[]) {
  const id = ids.pop() ?? '';
  const client = clients[ids.length % clients.length];
  const begun = performance.now();
  let receipt: { servers: number; took_ms: number } | undefined;
  await client?.revokeUserToken({
    params: { id },
    onReceipt: (given) => {
      receipt = given;
    },
  });
  const tookMs = performance.now() - begun;
  if (receipt?.servers !== clients.length) {
    throw new Error(`A receipt of ${receipt?.servers} servers, not ${clients.length}.`);
  }
  return { tookMs, receipt };
}

async function revokeWithOneStopped(
  servers: readonly ServerProcess[],
  clients: readonly Client[],
): Promise<number[]> {
  const stopped = servers.at(-1);
  const others = clients.slice(0, -1);
  const took: number[] = [];
  for (let round = 0; round < pausedRounds; round++) {
    const [id = ''] = await makeTokens(others, 1);
    stopped?.pause();
    const begun = performance.now();
    await others[0]?.revokeUserToken({ params: { id } });
    took.push(performance.now() - begun);
    stopped?.resume();
    await joinedAgain(clients);
  }
  return took;
}

/** Until the one that was stopped counts again. */
async function joinedAgain(clients: readonly Client[]): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [id = ''] = await makeTokens(clients, 1);
    let count = 0;
    await clients.at(-1)?.revokeUserToken({
      params: { id },
      onReceipt: ({ servers }) => {
        count = servers;
      },
    });
    if (count === clients.length) return;
  }
  throw new Error('The server that was stopped did not come back.');
}
