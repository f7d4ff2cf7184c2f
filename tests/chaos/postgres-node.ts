import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { clusterUser } from '../kit/cluster-user.ts';
import { freePort } from '../kit/free-port.ts';
import { findPostgresBin } from '../kit/postgres-programs.ts';
import { clusterFolderPrefix, removeCluster } from '../kit/stale-clusters.ts';

/** One PostgreSQL that can be the primary or the standby of another. */
export interface PostgresNode {
  readonly port: number;
  /** As its superuser. Of a connection of its own: nothing of it outlives the call. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Its clients are cut off and nothing more is written, as `pg_ctl stop -m immediate` does it. */
  crash(): Promise<void>;
  restart(): Promise<void>;
  /** A standby follows this one from now on, and every commit waits for it. */
  addStandby(): Promise<PostgresNode>;
  /** Makes a primary of a standby: it takes changes when this resolves, and waits for no standby. */
  promote(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

const standbyName = 'keywright_standby';
const restartTries = 40;
const retryMs = 250;

const programs = (): string => {
  const bin = findPostgresBin();
  if (bin === undefined) throw new Error('PostgreSQL 15 or newer was not found.');
  return bin;
};

/** An empty one that listens on a free port of loopback. */
export async function startPostgresNode(): Promise<PostgresNode> {
  const folder = newFolder();
  const setUp = ['--encoding=UTF8', '--locale=C.UTF-8', '--username=keywright', '--auth=trust'];
  execFileSync(`${programs()}/initdb`, ['-D', `${folder}/data`, ...setUp, '--no-sync'], {
    ...clusterUser(),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return startNode(folder);
}

function newFolder(): string {
  const { uid, gid } = clusterUser();
  const folder = mkdtempSync(clusterFolderPrefix());
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

async function startNode(folder: string): Promise<PostgresNode> {
  const port = await freePort();
  let child = await launch(folder, port);
  const abandon = () => removeCluster(folder, () => child.kill('SIGQUIT'));
  process.once('exit', abandon);

  const query = (sql: string, values: readonly unknown[] = []) => queryOnce(port, sql, values);
  const waitForStandby = async (name: string) => {
    await query(`alter system set synchronous_standby_names = '${name}'`);
    await query('select pg_reload_conf()');
  };
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGQUIT');
    await once(child, 'exit');
  };
  return {
    port,
    query,
    crash: end,
    async restart() {
      child = await launch(folder, port);
    },
    async addStandby() {
      const copy = newFolder();
      await baseBackup(port, `${copy}/data`);
      const standby = await startNode(copy);
      await until(async () => (await query(following)).length === 1);
      await waitForStandby(standbyName);
      await until(async () => (await query(`${following} and sync_state = 'sync'`)).length === 1);
      return standby;
    },
    async promote() {
      await query('select pg_promote()');
      await waitForStandby('');
    },
    async remove() {
      process.off('exit', abandon);
      await end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const following = `select 1 from pg_stat_replication where application_name = '${standbyName}' and state = 'streaming'`;

/** Processes are killed, machines are not: what was written to the system is there after a restart, synced or not. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  lc_messages: 'C',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'on',
  wal_level: 'replica',
  max_wal_senders: '5',
  hot_standby: 'on',
};

/** Backends outlive a killed server for a moment, and until then it cannot start again. */
async function launch(folder: string, port: number): Promise<ChildProcess> {
  const options = Object.entries({ ...settings, port }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  for (let attempt = 1; ; attempt++) {
    const child = spawn(`${programs()}/postgres`, ['-D', `${folder}/data`, ...options], {
      ...clusterUser(),
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const failure = await startUp(child);
    if (failure === undefined) return child;
    if (attempt === restartTries) throw new Error(`PostgreSQL did not start:\n${failure}`);
    await wait(retryMs);
  }
}

async function startUp(child: ChildProcess): Promise<string | undefined> {
  const said: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<undefined>();
  if (child.stderr !== null) {
    createInterface(child.stderr).on('line', (line) => {
      if (/ready to accept (read-only )?connections/.test(line)) resolve(undefined);
      if (said.length < 100) said.push(line);
    });
  }
  return Promise.race([ready, once(child, 'exit').then(() => said.join('\n'))]);
}

async function baseBackup(port: number, data: string): Promise<void> {
  const source = `host=127.0.0.1 port=${port} user=keywright application_name=${standbyName}`;
  const options = ['-D', data, '-d', source, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'];
  await promisify(execFile)(`${programs()}/pg_basebackup`, options, { ...clusterUser(), cwd: '/' });
}

async function queryOnce(
  port: number,
  sql: string,
  values: readonly unknown[],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'keywright',
    database: 'postgres',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; !(await isSo()); attempt++) {
    if (attempt === 400) throw new Error('The standby does not follow its primary.');
    await wait(25);
  }
}
