import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSource } from './parse-source.ts';
import type { SourceFile } from './source-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = [
  'packages/*/*.ts',
  'packages/*/src/**/*.{ts,tsx}',
  'tests/**/*.{ts,tsx}',
  'bench/**/*.ts',
  'scripts/**/*.{ts,mjs}',
  '*.ts',
];

/** Every source file of the checkout, parsed. */
export function readSources(): SourceFile[] {
  return globSync(sources, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .sort()
    .map((path) => parseSource(path, readFileSync(`${root}/${path}`, 'utf8')));
}
