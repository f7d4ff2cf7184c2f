import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.ts';
import { findExecutable, onPath } from './find-program.ts';
import { findMosquitto } from './mosquitto.ts';
import { findPostgresBin } from './postgres-programs.ts';

interface Program {
  readonly name: string;
  readonly find: () => string | undefined;
  readonly debianPackages: readonly string[];
  /** How to point the tests at one that they do not find. */
  readonly variable: string;
}

const isRoot = process.getuid?.() === 0;

const chromium: Program = {
  name: 'Chromium',
  find: findChromium,
  // Where Chromium may not make namespaces of its own, it needs the sandbox's helper; root has neither.
  debianPackages: isRoot ? ['chromium'] : ['chromium', 'chromium-sandbox'],
  variable: 'KEYWRIGHT_TEST_CHROMIUM to the program',
};
export const postgres: Program = {
  name: 'PostgreSQL 15 or newer',
  find: findPostgresBin,
  debianPackages: ['postgresql'],
  variable: 'KEYWRIGHT_TEST_POSTGRES_BIN to the folder that holds initdb',
};

/** MQTT clients of other people. */
export const mosquitto: Program = {
  name: 'mosquitto_pub and mosquitto_sub',
  find: findMosquitto,
  debianPackages: ['mosquitto-clients'],
  variable: 'PATH to the folder that holds them',
};

/** A terminal for programs that people type into. */
export const tmux: Program = {
  name: 'tmux',
  find: () => findExecutable(onPath('tmux')),
  debianPackages: ['tmux'],
  variable: 'PATH to the folder that holds it',
};

/**
 * Finds the programs that the tests (or a demonstration) need beside Node, and installs what is missing from Debian's
 * archive. True, or throws with what to install by hand where that cannot be done: nothing is skipped.
 */
export function ensurePrograms(programs = [chromium, postgres, mosquitto]): true {
  const missing = programs.filter(({ find }) => find() === undefined);
  if (missing.length === 0) return true;

  const packages = missing.flatMap(({ debianPackages }) => debianPackages);
  const problem = installDebianPackages(packages);
  const stillMissing = missing.filter(({ find }) => find() === undefined);
  if (stillMissing.length === 0) return true;

  const lines = stillMissing.map(({ name, variable }) => `  ${name}; or set ${variable}`);
  throw new Error(
    `Install by hand, then try again:\n${lines.join('\n')}\n` +
      `On Debian: apt-get install ${packages.join(' ')}. It was not done because ${problem}.`,
  );
}

/** Answers with what went wrong, if anything did. */
function installDebianPackages(packages: readonly string[]): string {
  if (findExecutable(onPath('apt-get')) === undefined) return 'there is no apt-get here';
  if (!mayInstall()) return 'apt-get needs root, and sudo is not there or asks for a password';

  console.log(`Installing ${packages.join(', ')} from Debian's archive`);
  const update = aptGet(['update']);
  const install = aptGet(['install', '-y', '--no-install-recommends', ...packages]);
  if (install === 0) return 'the packages are installed, and the programs still not found';
  return `apt-get update ended with ${update}, apt-get install with ${install}`;
}

function mayInstall(): boolean {
  return isRoot || spawnSync('sudo', ['-n', 'true']).status === 0;
}

function aptGet(args: readonly string[]): number | null {
  const quiet = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...quiet, ...args];
  const [program = '', ...rest] = isRoot ? command : ['sudo', '-n', ...command];
  return spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'] }).status;
}
