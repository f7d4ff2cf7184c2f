import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

const limitKb = 250;
/** Where most people arrive. */
const firstPage = 'pages/user-tokens.tsx';

/** Prints what a browser fetches before the first page of a signed-in person is complete, compressed. */
export const firstLoad: Plugin = {
  name: 'first-load',
  writeBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const start = chunks.filter(
      (chunk) => chunk.isEntry || chunk.facadeModuleId?.endsWith(firstPage),
    );
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
