import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { setupDirectory } from './paths.mjs';
import { progress } from './progress.mjs';

const lockFile = `${setupDirectory}/lock`;
const breakingFile = `${setupDirectory}/lock.breaking`;
const pollMs = 200;
const breakingTakesMs = 10_000;

/**
 * Runs `work` while no other process sets up this checkout; waits, and says so, while one does.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(work) {
  mkdirSync(setupDirectory, { recursive: true });
  let told = false;
  while (!create(lockFile)) {
    const holder = readPid();
    if (holder !== undefined && !isAlive(holder)) breakLock(holder);
    else {
      if (!told) progress(`Waiting for process ${holder ?? '?'}, which sets up this checkout`);
      told = true;
      await pause(pollMs);
    }
  }
  const release = () => rmSync(lockFile, { force: true });
  const quit = () => process.exit(1);
  process.once('exit', release).once('SIGINT', quit).once('SIGTERM', quit);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release).off('SIGINT', quit).off('SIGTERM', quit);
  }
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined while the file is gone or not yet written. */
function readPid() {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Two waiting processes may both see a dead holder: without the second file the slower one would
 * remove the lock that the faster one has just taken.
 *
 * @param {number} holder
 */
function breakLock(holder) {
  if (!create(breakingFile)) {
    if (ageMs(breakingFile) > breakingTakesMs) rmSync(breakingFile, { force: true });
    return;
  }
  if (readPid() === holder) rmSync(lockFile, { force: true });
  rmSync(breakingFile, { force: true });
}

/** @param {string} file */
function ageMs(file) {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
