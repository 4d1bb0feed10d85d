import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * The policy the built page lives under: nothing but its own files, and wasm.
 * It is put in at build, because the development server injects inline styles.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** The entry asks for the app when it runs; the page says so before, and it comes at once with all that it is made of. */
const preloadApp: Plugin = {
  name: 'preload-app',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const files = new Set<string>();
      const add = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== 'chunk' || file.isEntry || files.has(name)) return;
        files.add(name);
        file.imports.forEach(add);
      };
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.name === 'app') add(file.fileName);
      return [...files].map((fileName) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', href: `./${fileName}` },
        injectTo: 'head' as const,
      }));
    },
  },
};

/**
 * uPlot makes formatters of numbers and dates as it is loaded, much of the time that takes. The page writes
 * its own numbers and has no dates.
 */
const withoutFormatters: Plugin = {
  name: 'without-formatters',
  apply: 'build',
  transform: {
    filter: { id: /uPlot\.esm\.js$/ },
    handler: (code) =>
      [
        ["new Intl.NumberFormat(domEnv ? nav.language : 'en-US')", '{ format: String }'],
        ['new Intl.DateTimeFormat().resolvedOptions().timeZone', 'undefined'],
      ].reduce((text, [made = '', instead = '']) => {
        if (!text.includes(made)) throw new Error(`uPlot no longer has ${made}`);
        return text.replace(made, instead);
      }, code),
  },
};

export default defineConfig({
  // Relative addresses, so that the built folder works wherever it is put.
  base: './',
  plugins: [contentSecurityPolicy, preloadApp, withoutFormatters],
  // The policy forbids data: URLs, so nothing is inlined.
  build: {
    target: 'es2022',
    // The first with color-mix, which the page draws with, have oklch as well: no second form of each colour.
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    assetsInlineLimit: 0,
    // Every browser that runs the core knows these links.
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  test: { include: ['tests/unit/**/*.test.ts'] },
});
