/** Makes the lessons' pages: files of the build, and answers of the development server. */

import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';
import type * as Maker from './site';
import type { Places } from './site';

const www = (path: string): string => fileURLToPath(new URL(path, new URL('../../', import.meta.url)));

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css' };

/**
 * What makes the pages is imported when they are made: with the configuration it would be read by everyone who
 * reads that, and need the field table before it is there.
 */
async function makeFiles(places: Places, policy: string): Promise<ReadonlyMap<string, string>> {
  const { module } = await runnerImport<typeof Maker>(www('build/lessons/site.ts'), {
    configFile: false,
    root: www('.'),
  });
  return module.makeFiles(places, policy);
}

export function lessons(policy: string): Plugin {
  const places: Places = {
    lessons: www('lessons'),
    claims: www('../docs/claims.md'),
    presets: www('presets/presets.json'),
    tokens: www('src/styles/tokens.css'),
    root: www('..'),
  };
  return {
    name: 'lessons',
    async generateBundle() {
      for (const [fileName, source] of await makeFiles(places, policy))
        this.emitFile({ type: 'asset', fileName, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname
          .replace(/^\//, '')
          .replace(/\/$/, '/index.html');
        if (!/^lessons\/.*\.(html|css)$/.test(path)) {
          next();
          return;
        }
        makeFiles(places, policy)
          .then((files) => {
            const file = files.get(path);
            if (file === undefined) next();
            else
              response.setHeader('Content-Type', TYPES[path.replace(/.*\./, '')] ?? 'text/plain').end(file);
          })
          .catch(next);
      });
    },
  };
}
