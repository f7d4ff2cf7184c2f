import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClusterUser, clusterUser } from './cluster-user.ts';
import { freePort } from './free-port.ts';
import { findPostgresBin } from './postgres-programs.ts';
import { clusterFolderPrefix, removeCluster, removeStaleClusters } from './stale-clusters.ts';

export interface PostgresCluster {
  /** As a superuser, to the database `postgres`. */
  readonly url: string;
  /** As a crash does it: nothing is written that was not written before. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same data and port; resolves when it takes connections. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Whether a commit is on the disk when it is acknowledged. Only tests that kill need to wait for it. */
  readonly durable: boolean;
}

const tries = 3;
/** Backends outlive a killed server for a moment, and until then it cannot start again. */
const restartTries = 40;
const restartPauseMs = 250;

/**
 * Starts a PostgreSQL of our own: data in a temporary folder, a free port, loopback only. It ends with
 * `stop`, or when this process exits; what a killed process left behind, the next start removes.
 */
export async function startPostgresCluster(options: ClusterOptions): Promise<PostgresCluster> {
  const bin = findPostgresBin();
  if (bin === undefined)
    throw new Error('PostgreSQL 15 or newer was not found; `npm test` installs it');
  removeStaleClusters();

  const user = clusterUser();
  const folder = mkdtempSync(clusterFolderPrefix());
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = `${folder}/data`;
  initialise(`${bin}/initdb`, data, user);

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const launch = () =>
      spawn(`${bin}/postgres`, serverArguments(data, port, options), {
        ...user,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    const child = launch();
    const failure = await startUp(child);
    if (failure === undefined) return running(child, launch, folder, port);
    if (attempt === tries) throw new Error(`PostgreSQL did not start:\n${failure}`);
  }
}

function initialise(initdb: string, data: string, user: ClusterUser): void {
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const options = ['--encoding=UTF8', `--locale=${locale}`, '--username=keywright'];
  execFileSync(initdb, ['-D', data, ...options, '--auth=trust', '--no-sync', '--no-instructions'], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function serverArguments(data: string, port: number, { durable }: ClusterOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    lc_messages: 'C',
    max_connections: '200',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/** Waits until the server takes connections; answers with what it said if it ended instead. */
async function startUp(child: ChildProcess): Promise<string | undefined> {
  const said: string[] = [];
  const ready = new Promise<undefined>((resolve) => {
    if (child.stderr === null) return;
    createInterface(child.stderr).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve(undefined);
      said.push(line);
    });
  });
  const ended = once(child, 'exit').then(() => said.join('\n'));
  return Promise.race([ready, ended]);
}

function running(
  first: ChildProcess,
  launch: () => ChildProcess,
  folder: string,
  port: number,
): PostgresCluster {
  let child = first;
  const abandon = () => removeCluster(folder, () => child.kill('SIGQUIT'));
  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  process.once('exit', abandon);
  return {
    url: `postgres://keywright@127.0.0.1:${port}/postgres`,
    kill: () => end('SIGKILL'),
    async restart() {
      child = await relaunch(launch);
    },
    async stop() {
      process.off('exit', abandon);
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function relaunch(launch: () => ChildProcess): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const child = launch();
    const failure = await startUp(child);
    if (failure === undefined) return child;
    if (attempt === restartTries) throw new Error(`PostgreSQL did not start again:\n${failure}`);
    await pause(restartPauseMs);
  }
}
