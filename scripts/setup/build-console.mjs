import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { npm } from './install-packages.mjs';
import { root, setupDirectory } from './paths.mjs';
import { timed } from './progress.mjs';

const stampFile = `${setupDirectory}/console-built-from`;
const built = `${root}/packages/console/dist/index.html`;
const sources = ['packages/console', 'packages/sdk', 'packages/contract'];
const notSources = new Set(['node_modules', 'dist']);

/** Builds the pages, unless they were built from exactly these sources. */
export async function buildConsole() {
  const now = hashSources();
  if (existsSync(built) && readStamp() === now) return;

  mkdirSync(setupDirectory, { recursive: true });
  await timed('Building the pages', () =>
    npm('Building the pages', ['run', 'build', '-w', 'packages/console'], {
      log: `${setupDirectory}/build-console.log`,
    }),
  );
  writeFileSync(stampFile, now);
}

/** By content, not by time: a checkout or a clone sets the times of files as it likes. */
function hashSources() {
  const hash = createHash('sha256');
  const files = ['package-lock.json', ...sources.flatMap(listFiles)];
  for (const file of files) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(`${root}/${file}`))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function listFiles(directory) {
  return readdirSync(`${root}/${directory}`, { withFileTypes: true })
    .filter((entry) => !notSources.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path) : [path];
    });
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}
