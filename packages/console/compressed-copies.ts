import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this a compressed copy saves nothing that anyone would notice. */
const worthwhileBytes = 1_000;

/** Puts a brotli and a gzip copy beside each hashed file, so that the server compresses nothing while it serves. */
export const compressedCopies: Plugin = {
  name: 'compressed-copies',
  writeBundle({ dir = '' }, bundle) {
    for (const file of Object.values(bundle)) {
      const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
      if (!file.fileName.startsWith('assets/') || content.length < worthwhileBytes) continue;
      writeFileSync(join(dir, `${file.fileName}.br`), brotliCompressSync(content));
      writeFileSync(join(dir, `${file.fileName}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};
