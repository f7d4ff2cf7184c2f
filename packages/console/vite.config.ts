import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    // No file is turned into a data: address, and nothing is preloaded by an inline script: the policy forbids both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
