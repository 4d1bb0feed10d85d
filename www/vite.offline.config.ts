/** The last part of the build: the service worker, which names all files that the parts before it made. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const dist = fileURLToPath(new URL('./dist/', import.meta.url));

/** Types, pictures and addresses for other sites, and the files for those sites alone that hold all of the others. */
const ELSEWHERE = /\.d\.ts$|oembed\.json$|^og\/|\.single\.js$|^offline\.js$/;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll('\\', '/').slice(dist.length))
  .map((path) => path.replace(/^\//, ''))
  .filter((path) => !ELSEWHERE.test(path))
  .sort();

const hash = createHash('sha256');
for (const path of files) hash.update(`${path}\0`).update(readFileSync(dist + path));

export default defineConfig({
  publicDir: false,
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)) },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: { entry: 'src/offline/worker.ts', formats: ['iife'], name: 'offline', fileName: () => 'offline.js' },
  },
});
