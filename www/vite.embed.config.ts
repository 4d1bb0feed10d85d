/** The frame: embed.html as it stands, and its script as one classic file beside it. */

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { POLICY } from './build/policy.ts';

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    {
      name: 'frame-page',
      generateBundle() {
        const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
        const page = readFileSync(new URL('./embed.html', import.meta.url), 'utf8');
        this.emitFile({
          type: 'asset',
          fileName: 'embed.html',
          source: page.replace('<head>', `<head>\n    ${policy}`),
        });
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
