import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedCopies } from './compressed-copies.ts';
import { contractInPages } from './contract-in-pages.ts';
import { firstChunk, firstLoad } from './first-load.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [contractInPages, react(), compressedCopies, firstLoad],
  build: {
    target: 'es2023',
    // No file becomes a data: address, which the page's policy forbids for all but pictures.
    assetsInlineLimit: 0,
    // Its polyfill is for browsers that the pages do not run in.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [firstChunk] } } },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
});
