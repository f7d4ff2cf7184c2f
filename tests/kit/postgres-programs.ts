import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { chosenExecutable, findExecutable, onPath } from './find-program.ts';

/** The oldest release that is supported, and so tested. */
const oldestMajor = 15;

const usualFolders = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
];

/**
 * The folder that holds initdb and postgres, 15 or newer: KEYWRIGHT_TEST_POSTGRES_BIN, which must then
 * hold them, else where distributions put it. PATH comes last: Debian keeps these programs off it.
 */
export function findPostgresBin(): string | undefined {
  const chosen = process.env['KEYWRIGHT_TEST_POSTGRES_BIN'];
  const candidates = [...usualFolders.map((folder) => `${folder}/initdb`), ...onPath('initdb')];
  const initdb =
    chosen === undefined
      ? findExecutable(candidates)
      : chosenExecutable('KEYWRIGHT_TEST_POSTGRES_BIN', `${chosen}/initdb`);
  if (initdb === undefined || majorOf(initdb) < oldestMajor) return undefined;
  return dirname(initdb);
}

/** From `initdb (PostgreSQL) 15.8 (Debian …)`. */
function majorOf(initdb: string): number {
  const { stdout } = spawnSync(initdb, ['--version'], { encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? 0);
}
