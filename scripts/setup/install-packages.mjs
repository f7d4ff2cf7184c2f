import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { node26, root, setupDirectory } from './paths.mjs';
import { timed } from './progress.mjs';
import { runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

const oldest = [20, 19];

/** Installs what the lockfile names, unless exactly that is installed. */
export async function installPackages() {
  requireNode(process.versions.node);
  if (isInstalled()) return;

  mkdirSync(setupDirectory, { recursive: true });
  await timed('Installing packages (about a minute the first time)', () =>
    npm('Installing packages', ['ci', '--loglevel=notice', '--ignore-scripts=false'], {
      log: `${setupDirectory}/install.log`,
    }),
  );
  if (!isInstalled()) {
    throw new SetupError(
      `npm ci ended well but did not install what package-lock.json names; see ${setupDirectory}/install.log`,
    );
  }
}

/**
 * Runs the npm that runs this script, else the one on PATH.
 *
 * @param {string} what
 * @param {string[]} args
 * @param {{ log: string }} options
 */
export function npm(what, args, { log }) {
  const script = process.env['npm_execpath'];
  if (script === undefined || !/\.c?js$/.test(script)) {
    return runLogged(what, 'npm', args, { cwd: root, log });
  }
  return runLogged(what, process.execPath, [script, ...args], { cwd: root, log });
}

/** @param {string} version */
function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Node ${oldest.join('.')} or newer is needed to set up; this is ${version}.`,
  );
}

/**
 * Compares the lockfile with the one that npm keeps inside node_modules, and writes last: an install
 * that was cut off has none. Packages of other platforms are missing from it, rightly.
 */
function isInstalled() {
  const locked = readPackages(`${root}/package-lock.json`);
  const installed = readPackages(`${root}/node_modules/.package-lock.json`);
  if (locked === undefined || installed === undefined || !existsSync(node26)) return false;

  const names = Object.keys(locked).filter((name) => name !== '');
  return (
    Object.keys(installed).every((name) => name in locked) &&
    names.every((name) => {
      const there = installed[name];
      if (there === undefined) return locked[name]?.optional === true;
      return there.version === locked[name]?.version && there.integrity === locked[name]?.integrity;
    })
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
