import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Stopped } from '../program/stopped.ts';

/**
 * Puts a text in the place of a file that only its owner may read: whole or not at all, also where the disk is full or
 * the machine goes off. A link, as people have to their dotfiles, stays one.
 */
export function saveOwn(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const target = realOf(file);
    const draft = `${target}.${process.pid}.new`;
    try {
      writeSynced(draft, text);
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Stopped(
      'failed',
      `${file} was not written (${code}). What it held before is still there.`,
      code === 'ENOSPC' ? 'Free some space on this disk, then try again.' : 'Mend its permissions.',
    );
  }
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function writeSynced(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
