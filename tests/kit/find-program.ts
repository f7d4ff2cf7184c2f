import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Patterns of paths, best first: the first that can be executed; of one pattern, the highest version. */
export function findExecutable(patterns: readonly string[]): string | undefined {
  return patterns.flatMap((pattern) => globSync(pattern).sort(byVersion)).find(isExecutable);
}

/** The path that a variable names. Throws where nothing can be executed there: it was meant. */
export function chosenExecutable(variable: string, path: string): string {
  if (isExecutable(path)) return path;
  throw new Error(`${variable} is set, and there is no program at ${path}`);
}

/** The same name in every folder of PATH, in its order. */
export function onPath(name: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name));
}

function byVersion(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
