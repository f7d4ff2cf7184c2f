import { type FileHandle, open, rename } from 'node:fs/promises';

const mostBytes = 1024 * 1024;

export interface BoundedLog {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends to a file that only its owner may read; what was before is moved aside (`.1`) when it has grown to 1 MiB, so
 * that a program that prints for ever fills no disk.
 */
export function openBoundedLog(path: string): BoundedLog {
  let file: FileHandle | undefined;
  let size = 0;
  async function next(): Promise<FileHandle> {
    const opened = await open(path, 'a', 0o600);
    size = (await opened.stat()).size;
    return opened;
  }
  async function close(): Promise<void> {
    await file?.close();
    file = undefined;
  }
  return {
    async write(text) {
      file ??= await next();
      await file.appendFile(text);
      size += Buffer.byteLength(text);
      if (size < mostBytes) return;
      await close();
      await rename(path, `${path}.1`);
    },
    close,
  };
}
