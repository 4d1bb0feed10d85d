/** Builds `<train-scope>` beside the page: as a module with its files in `assets/`, or (mode `single`) as one file. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { documents } from './docs-element/index.ts';
import { closure, CSS_TARGET, POLICY, templateSpace, type Modules } from './vite.plugins.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A style sheet that a module imports becomes one that all shadow roots share. */
const sheets: Plugin = {
  name: 'sheets',
  enforce: 'pre',
  transform: (code, id) => {
    if (!/\/src\/.*\.ts$/.test(id) || !/^import '.+\.css';$/m.test(code)) return undefined;
    const names: string[] = [];
    const imports = code.replaceAll(/^import '(.+\.css)';$/gm, (_, path: string) => {
      const name = `sheet${names.push(path)}`;
      return `import ${name} from '${path}?inline';`;
    });
    const taken = names.map((_, index) => `registerSheet(sheet${index + 1});`).join('\n');
    return {
      code: `import { register as registerSheet } from '${here('src/element/sheets.ts')}';\n${imports}\n${taken}\n`,
      map: null,
    };
  },
};

/** What the page's style sheets say of the document is said of the element's scope, and of its width. */
const scoped: Plugin = {
  name: 'scoped',
  enforce: 'pre',
  transform: (code, id) => {
    const [, name] = /\/src\/(.+\.css)\?inline$/.exec(id) ?? [];
    if (name === undefined) return undefined;
    const css = code
      .replaceAll(/:root(?![\w-])/g, '.scope')
      .replaceAll(/^(\s*)html(?=[\s[])/gm, '$1.scope')
      .replaceAll(/@media (?=\([^)]*width)/g, '@container scope ');
    // Whoever embeds it may set each colour and size from outside.
    const tokens = (all: string): string =>
      all.replaceAll(/^(\s+)--([\w-]+):\s+([^;]+);/gm, '$1--$2: var(--train-scope-$2, $3);');
    return { code: name === 'styles/tokens.css' ? tokens(css) : css, map: null };
  },
};

/** The core in the one file: deflated, which a browser undoes by itself. */
const inside: Plugin = {
  name: 'inside',
  enforce: 'pre',
  load: (id) => {
    const [, path] = /^(.+\.wasm)\?deflated$/.exec(id) ?? [];
    return path === undefined
      ? undefined
      : `export default ${JSON.stringify(deflateRawSync(readFileSync(path), { level: 9 }).toString('base64'))};`;
  },
};

/** What is another one here than on the page, or in the one file than beside it. */
const INSTEAD = new Map([
  [here('src/lenses/sweep/place.ts'), here('src/element/sweep-place.ts')],
  [here('src/lenses/variance/place.ts'), here('src/element/variance-place.ts')],
]);
const INSTEAD_IN_ONE_FILE = new Map([
  [here('src/session/files.ts'), here('src/element/single/files.ts')],
  [here('src/element/place.ts'), here('src/element/single/place.ts')],
  [here('src/lenses/sweep/place.ts'), here('src/element/single/sweep-place.ts')],
  [here('src/lenses/variance/place.ts'), here('src/element/single/variance-place.ts')],
]);
const instead = (others: ReadonlyMap<string, string>): Plugin => ({
  name: 'instead',
  enforce: 'pre',
  resolveId: {
    order: 'pre',
    async handler(source, importer, options) {
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found === null ? null : (others.get(found.id) ?? null);
    },
  },
});

/** The types beside what they are of, and the page that tells how it is used. */
const beside: Plugin = {
  name: 'beside',
  apply: 'build',
  generateBundle() {
    const types = readFileSync(here('src/element/train-scope.d.ts'), 'utf8');
    for (const file of [{ fileName: 'train-scope.d.ts', source: types }, ...documents(POLICY)])
      this.emitFile({ type: 'asset', ...file });
  },
};

/** One file for all that the first frame needs: else it would wait for each that others share with it. */
function playerChunk(id: string, modules: Modules): string | null {
  return closure(modules, here('src/element/player.ts')).has(id) &&
    !closure(modules, here('src/element/index.ts')).has(id)
    ? 'player'
    : null;
}

export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  const plugins = [
    templateSpace,
    sheets,
    scoped,
    ...(single ? [inside, instead(INSTEAD_IN_ONE_FILE)] : [instead(INSTEAD), beside]),
  ];
  return {
    base: './',
    plugins,
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      cssTarget: CSS_TARGET,
      assetsInlineLimit: 0,
      modulePreload: false,
      // The page is there already.
      emptyOutDir: false,
      rolldownOptions: {
        input: { 'train-scope': here(single ? 'src/element/single/index.ts' : 'src/element/index.ts') },
        preserveEntrySignatures: 'allow-extension',
        // The one file asks for nothing beside it.
        ...(single ? { transform: { define: { 'import.meta': '{}' } } } : {}),
        output: single
          ? {
              format: 'iife',
              name: 'TrainScopeFile',
              entryFileNames: 'train-scope.single.js',
              codeSplitting: false,
            }
          : {
              entryFileNames: '[name].js',
              codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: playerChunk }] },
            },
      },
    },
    worker: single
      ? {
          format: 'iife',
          plugins: () => [inside, instead(INSTEAD_IN_ONE_FILE)],
          rolldownOptions: { output: { codeSplitting: false } },
        }
      : { format: 'es' },
  };
});
