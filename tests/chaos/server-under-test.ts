import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { freePort } from '../kit/free-port.ts';
import { type ServerProcess, startServerProcess } from '../kit/server-process.ts';
import { type Link, startLink } from './link.ts';

/** One of the servers of a run: a process of its own, at the same address whenever it is started again. */
export interface ServerUnderTest {
  /** Its place among the servers, from 0. */
  readonly index: number;
  readonly url: string;
  readonly port: number;
  /** Its network to the database. */
  readonly proxy: Link;
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Starts it again after `kill`; tries until it comes up, for without a database it does not. */
  start(): Promise<void>;
  /** How far its wall clock is ahead of the machine's, in milliseconds. */
  setClock(aheadMs: number): void;
  /** What it said last, for a failure to show. */
  log(): string;
  remove(): Promise<void>;
}

const startRetryMs = 300;

export interface ServerOptions {
  readonly index: number;
  readonly databasePort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly clockAheadMs: number;
}

/** Not started yet. */
export async function prepareServer(options: ServerOptions): Promise<ServerUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-chaos-'));
  const clockFile = join(folder, 'clock');
  const setClock = (aheadMs: number) => writeFileSync(clockFile, `${aheadMs}`);
  setClock(options.clockAheadMs);
  const proxy = await startLink(options.databasePort, 'postgres');
  const port = await freePort();
  const env = {
    ...options.env,
    KEYWRIGHT_PORT: `${port}`,
    KEYWRIGHT_DATA_DIR: folder,
    KEYWRIGHT_DATABASE_URL: `postgres://keywright@127.0.0.1:${proxy.port}/postgres`,
  };
  const launch = {
    command: node26,
    args: [`${root}/tests/chaos/skewed-server.ts`, clockFile],
    cwd: root,
    withinMs: 60_000,
  };
  let running: ServerProcess | undefined;
  let isRemoved = false;
  return {
    index: options.index,
    url: `http://127.0.0.1:${port}`,
    port,
    proxy,
    pause: () => running?.pause(),
    resume: () => running?.resume(),
    kill: async () => running?.kill(),
    async start() {
      for (let attempt = 1; !isRemoved; attempt++) {
        try {
          running = await startServerProcess(env, launch);
          return;
        } catch (error) {
          if (attempt === 100) throw error;
          await wait(startRetryMs);
        }
      }
    },
    setClock,
    log: () => running?.log().slice(-4000) ?? '',
    async remove() {
      isRemoved = true;
      await running?.kill();
      proxy.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
