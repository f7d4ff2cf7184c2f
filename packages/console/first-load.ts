import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

const limitKb = 250;

/**
 * What a browser fetches before the first page of a signed-in person is complete, and all it stands on, as one file:
 * compressed, that is a tenth less than fifty. Most people arrive at their tokens.
 */
export const firstChunk = {
  name: 'first',
  test: /[\\/]src[\\/](?:main|pages[\\/]user-tokens)\.tsx$/,
} as const;

/** Prints how much that is, compressed, and fails where it is too much. */
export const firstLoad: Plugin = {
  name: 'first-load',
  writeBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const start = chunks.filter(({ isEntry, name }) => isEntry || name === firstChunk.name);
    const files = new Set<string>();
    for (const chunk of start) collect(chunk, bundle, files);
    const bytes = [...files].reduce((sum, name) => sum + compressed(bundle[name]), 0);
    const kb = Math.round(bytes / 100) / 10;
    console.log(`First load: ${kb} kB compressed in ${files.size} files (limit ${limitKb} kB)`);
    if (kb > limitKb) this.error('The first load is larger than its limit.');
  },
};

function collect(chunk: Rollup.OutputChunk, bundle: Rollup.OutputBundle, files: Set<string>): void {
  if (files.has(chunk.fileName)) return;
  files.add(chunk.fileName);
  for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') collect(imported, bundle, files);
  }
}

function compressed(file: Rollup.OutputAsset | Rollup.OutputChunk | undefined): number {
  if (!file) return 0;
  return gzipSync(file.type === 'chunk' ? file.code : file.source).length;
}
