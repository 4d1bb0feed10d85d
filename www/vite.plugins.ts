/** What the builds of the page and of the element share. */

import type { Plugin } from 'vite';

/** The first with color-mix, which the page draws with, have oklch as well: no second form of each colour. */
export const CSS_TARGET = ['chrome111', 'firefox113', 'safari16.4'];

/**
 * The policy the built page lives under: nothing but its own files, and wasm.
 * It is put in at build, because the development server injects inline styles.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // A view is made a picture by way of an image that the page writes itself.
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export const contentSecurityPolicy: Plugin = {
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

/** Indentation between the tags of a template is a space to the browser, and so it is sent as one. */
export const templateSpace: Plugin = {
  name: 'template-space',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) =>
    /\/src\/.*\.ts$/.test(id) && code.includes('html`')
      ? { code: code.replaceAll(/([>}])\n\s+(?=<[a-z/])|(>)\n\s+(?=\$\{)/g, '$1$2 '), map: null }
      : undefined,
};

/** What is known of a module when files are made. */
export interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** A module and all that it imports at once. */
export function closure(modules: Modules, id: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) closure(modules, imported, found);
  return found;
}
