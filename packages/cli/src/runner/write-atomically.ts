import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';

/**
 * Writes a file that only its owner may read, so that a reader, also one after a crash, finds the old content or
 * the new one and never a part.
 */
export async function writeAtomically(path: string, content: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.new`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
