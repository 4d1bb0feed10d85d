import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { cards } from './build/cards/plugin.ts';
import { lessons } from './build/lessons/plugin.ts';
import {
  closure,
  contentSecurityPolicy,
  CSS_TARGET,
  POLICY,
  templateSpace,
  type Modules,
} from './vite.plugins.ts';

/** The frame's script is built apart, as a classic one; while it is edited it is a module like all others. */
const frameInDevelopment: Plugin = {
  name: 'frame-in-development',
  apply: 'serve',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('src="./embed.js" defer', 'type="module" src="/src/embed/index.ts"'),
  },
};

/** The entry asks for the app when it runs; the page says so before, and both come at once. */
const preloadApp: Plugin = {
  name: 'preload-app',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.values(bundle ?? {})
        .filter((file) => file.type === 'chunk' && file.name === 'app')
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `./${fileName}` },
          injectTo: 'head' as const,
        })),
  },
};

const source = (name: string): string => fileURLToPath(new URL(`./src/${name}`, import.meta.url));

/**
 * One file for all of the app, as it is needed at once: what dialogs and lenses share with it would else be files of
 * their own, and the first page would wait for each.
 */
function appChunk(id: string, modules: Modules): string | null {
  return closure(modules, source('app/index.ts')).has(id) && !closure(modules, source('main.ts')).has(id)
    ? 'app'
    : null;
}

export default defineConfig({
  // Relative addresses, so that the built folder works wherever it is put.
  base: './',
  plugins: [
    frameInDevelopment,
    contentSecurityPolicy,
    preloadApp,
    templateSpace,
    lessons(POLICY),
    cards(POLICY),
  ],
  // The policy forbids data: URLs, so nothing is inlined.
  build: {
    target: 'es2022',
    cssTarget: CSS_TARGET,
    assetsInlineLimit: 0,
    // Every browser that runs the core knows these links.
    modulePreload: false,
    rolldownOptions: {
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: appChunk }] } },
    },
  },
  worker: { format: 'es' },
  // Some run the core for seconds, on machines that do other things besides.
  test: { include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000 },
});
