import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import type { Engine } from '../../packages/server/src/storage/storage.ts';
import { type Client, createClient } from './http-client.ts';
import { type PostgresCluster, startPostgresCluster } from './postgres-cluster.ts';
import { type Ended, runProgram } from './run-program.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** A database that outlives the servers and commands that run on it, each a process of its own. */
export interface Site {
  readonly storage: StorageConfig;
  /** The variables that servers and commands are given. */
  readonly env: Readonly<Record<string, string>>;
  /** There on PostgreSQL. */
  readonly cluster: PostgresCluster | undefined;
  /** Starts a server and waits until it serves. Rejects with what it said where it does not come up. */
  start(): Promise<ServerProcess>;
  /** Starts one, and kills it so many milliseconds later, wherever it is by then. */
  startAndKill(afterMs: number): Promise<void>;
  /** Runs an operator command to its end. */
  operate(...args: string[]): Promise<Ended>;
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
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-site-'));
  const cluster = engine === 'postgres' ? await startPostgresCluster({ durable: true }) : undefined;
  const storage: StorageConfig = cluster
    ? { engine: 'postgres', url: cluster.url }
    : { engine: 'sqlite', dataDir };
  const env = {
    ...settings,
    KEYWRIGHT_DATA_DIR: dataDir,
    ...(cluster && { KEYWRIGHT_DATABASE_URL: cluster.url }),
  };
  const operate = (...args: string[]) => runProgram('operator.ts', args, env);
  const operated = async (...args: string[]) => {
    const { code, out, err } = await operate(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return out.trim();
  };
  return {
    storage,
    env,
    cluster,
    operate,
    start: () => startServerProcess(env),
    async startAndKill(killAfterMs) {
      await runProgram('main.ts', [], env, { killAfterMs });
    },
    async tokenOf(email, { admin = false } = {}) {
      await operated('user', '--email', email, ...(admin ? ['--admin'] : []));
      return operated('token', '--email', email);
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
