import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('peers', import.meta.url));

/** What the lockfile there names; kept out of the checkout's own packages, where nobody else needs it. */
export function installPeers(): void {
  const there = installed();
  const isThere = Object.entries(locked('package-lock.json')).every(
    ([path, wanted]) => path === '' || there[path]?.version === wanted?.version,
  );
  if (!isThere) execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
}

export function peerVersion(name: string): string {
  return `${name} ${installed()[`node_modules/${name}`]?.version}`;
}

const installed = () => locked('node_modules/.package-lock.json');

function locked(lockfile: string): Readonly<Record<string, { version?: string } | undefined>> {
  const file = `${folder}/${lockfile}`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
