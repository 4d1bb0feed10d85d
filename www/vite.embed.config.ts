/** The frame: embed.html as it stands, and its script as one classic file beside it. */

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { POLICY } from './vite.plugins.ts';

/** In a frame without an origin of its own, the worker is a text that the one file holds. */
const FRAME_POLICY = POLICY.replace("worker-src 'self'", "worker-src 'self' blob:").replace(
  "frame-src 'self'; ",
  '',
);

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    {
      name: 'frame-page',
      generateBundle() {
        const policy = `<meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}" />`;
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
