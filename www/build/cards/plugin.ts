/** Makes the presets' pages, and for lessons and presets what other sites show of them. */

import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';
import type * as Maker from './site';

const WWW = fileURLToPath(new URL('../../', import.meta.url));

/** Imported when it is needed: it reads the lessons, and these need the field table. */
export async function maker(): Promise<typeof Maker> {
  const { module } = await runnerImport<typeof Maker>(`${WWW}build/cards/site.ts`, {
    configFile: false,
    root: WWW,
  });
  return module;
}

export function cards(policy: string): Plugin {
  return {
    name: 'cards',
    apply: 'build',
    generateBundle: {
      // After the lessons' pages are there.
      order: 'post',
      async handler(_, bundle) {
        const { makeCards } = await maker();
        const site = process.env['TRAINSCOPE_SITE'] ?? '';
        const { files, heads } = makeCards({ www: WWW, policy, site });
        for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source });
        for (const [fileName, head] of heads) {
          const page = bundle[fileName];
          if (page?.type !== 'asset') throw new Error(`There is no page ${fileName}`);
          const html = typeof page.source === 'string' ? page.source : new TextDecoder().decode(page.source);
          page.source = html.replace('</head>', `${head}\n</head>`);
        }
      },
    },
  };
}
