import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** `sha256:…` of the names and contents of all files in a folder, wherever it lies and whenever they were written. */
export function digestFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesIn(folder, '')) {
    const content = contentOf(`${folder}/${path}`);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return `sha256:${hash.digest('hex')}`;
}

function filesIn(folder: string, below: string): string[] {
  return readdirSync(`${folder}/${below}`, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesIn(folder, path) : [path];
    });
}

/** A link counts by where it points. */
function contentOf(path: string): Buffer {
  try {
    return Buffer.from(readlinkSync(path));
  } catch {
    return readFileSync(path);
  }
}
