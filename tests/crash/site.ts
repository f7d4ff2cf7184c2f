import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import type { Engine } from '../../packages/server/src/storage/storage.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { type PostgresCluster, startPostgresCluster } from '../kit/postgres-cluster.ts';
import { type ServerProcess, startServerProcess } from '../kit/server-process.ts';
import { runProgram } from './run-program.ts';

/** A database that outlives the servers that are killed on it. */
export interface Site {
  readonly storage: StorageConfig;
  /** There on PostgreSQL. */
  readonly cluster: PostgresCluster | undefined;
  /** Starts a server and waits until it serves. Rejects with what it said where it does not come up. */
  start(): Promise<ServerProcess>;
  /** Starts one, and kills it so many milliseconds later, wherever it is by then. */
  startAndKill(afterMs: number): Promise<void>;
  /** The secret of a break-glass token; the person is made where there is none. */
  tokenOf(email: string, options?: { admin?: boolean }): Promise<string>;
  remove(): Promise<void>;
}

const settings = {
  KEYWRIGHT_DEV_SIGN_IN: 'on',
  KEYWRIGHT_LOG_LEVEL: 'warn',
  KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '100000',
};

/** An empty database: a folder, or a PostgreSQL of its own whose commits are on the disk when it says so. */
export async function openSite(engine: Engine): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-crash-'));
  const cluster = engine === 'postgres' ? await startPostgresCluster({ durable: true }) : undefined;
  const storage: StorageConfig = cluster
    ? { engine: 'postgres', url: cluster.url }
    : { engine: 'sqlite', dataDir };
  const env = {
    ...settings,
    KEYWRIGHT_DATA_DIR: dataDir,
    ...(cluster && { KEYWRIGHT_DATABASE_URL: cluster.url }),
  };
  const operate = async (args: readonly string[]) => {
    const { code, out, err } = await runProgram('operator.ts', args, env);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return out.trim();
  };
  return {
    storage,
    cluster,
    start: () => startServerProcess(env),
    async startAndKill(killAfterMs) {
      await runProgram('main.ts', [], env, { killAfterMs });
    },
    async tokenOf(email, { admin = false } = {}) {
      await operate(['user', '--email', email, ...(admin ? ['--admin'] : [])]);
      return operate(['token', '--email', email]);
    },
    async remove() {
      await cluster?.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function withToken(server: ServerProcess, secret: string): Client {
  return createClient(server.url, { headers: { 'x-platz-token': secret } });
}
