import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'keywright-postgres-';

/** For mkdtemp: the folder's name says which process answers for the cluster. */
export const clusterFolderPrefix = (): string => join(tmpdir(), `${prefix}${process.pid}-`);

/** Ends and removes the clusters of test runs that were killed before they could do so. */
export function removeStaleClusters(): void {
  for (const folder of globSync(join(tmpdir(), `${prefix}*`))) {
    const owner = Number(basename(folder).slice(prefix.length).split('-')[0]);
    if (isAlive(owner)) continue;
    endPostmaster(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the pid in the cluster's own file, and only if that process is still this cluster's. */
function endPostmaster(folder: string): void {
  const pid = readPostmasterPid(folder);
  if (pid === undefined) return;
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', `${pid}`], { encoding: 'utf8' });
  if (stdout.includes(folder)) process.kill(pid, 'SIGQUIT');
}

function readPostmasterPid(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
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
