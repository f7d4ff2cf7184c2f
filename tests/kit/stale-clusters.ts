import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'keywright-postgres-';
const quitsWithinMs = 3000;
const pollMs = 20;

const pidFile = (folder: string): string => join(folder, 'data', 'postmaster.pid');

/** For mkdtemp: the folder's name says which process answers for the cluster. */
export const clusterFolderPrefix = (): string => join(tmpdir(), `${prefix}${process.pid}-`);

/** Ends and removes the clusters of test runs that were killed before they could do so. */
export function removeStaleClusters(): void {
  for (const folder of globSync(join(tmpdir(), `${prefix}*`))) {
    const owner = Number(basename(folder).slice(prefix.length).split('-')[0]);
    if (isAlive(owner)) continue;
    removeCluster(folder, () => quitPostmaster(folder));
  }
}

/**
 * Removes a cluster for which `quit` sends SIGQUIT, an "immediate shutdown": there is nothing to keep.
 * Without waiting for it to let go of its pid file it would write into the folder that is being removed.
 * Synchronous, because processes that exit can wait in no other way.
 */
export function removeCluster(folder: string, quit: () => void): void {
  quit();
  const giveUpAt = Date.now() + quitsWithinMs;
  while (existsSync(pidFile(folder)) && Date.now() < giveUpAt) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** By the pid in the cluster's own file, and only if that process is still this cluster's. */
function quitPostmaster(folder: string): void {
  const pid = readPostmasterPid(folder);
  if (pid === undefined) return;
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', `${pid}`], { encoding: 'utf8' });
  if (stdout.includes(folder)) process.kill(pid, 'SIGQUIT');
}

function readPostmasterPid(folder: string): number | undefined {
  try {
    return Number(readFileSync(pidFile(folder), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
