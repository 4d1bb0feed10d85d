/** The frame: embed.html as it stands, and its script as one classic file beside it. */

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    {
      name: 'frame-page',
      generateBundle() {
        const source = readFileSync(new URL('./embed.html', import.meta.url));
        this.emitFile({ type: 'asset', fileName: 'embed.html', source });
      },
    },
  ],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    modulePreload: false,
    lib: {
      entry: 'src/embed/index.ts',
      formats: ['iife'],
      name: 'trainscopeFrame',
      fileName: () => 'embed.js',
    },
  },
});
