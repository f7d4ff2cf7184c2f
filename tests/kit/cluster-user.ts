import { execFileSync, spawnSync } from 'node:child_process';

/** Who runs the cluster. Empty where this process may do so itself. */
export interface ClusterUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: its own user then, where there is one, else nobody. */
export function clusterUser(): ClusterUser {
  if (process.getuid?.() !== 0) return {};
  const hasPostgres = spawnSync('id', ['-u', 'postgres']).status === 0;
  const name = hasPostgres ? 'postgres' : 'nobody';
  return { uid: idOf('-u', name), gid: idOf('-g', name) };
}

function idOf(option: string, name: string): number {
  return Number(execFileSync('id', [option, name], { encoding: 'utf8' }));
}
