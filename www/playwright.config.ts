import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';
// These keep Chromium quiet where there is no network and no GPU.
import QUIET from './tests/chromium-flags.json' with { type: 'json' };

/** Where the built page is served; a variable names another port where this one is taken. */
const PORT = process.env['PAGE_PORT'] ?? '4173';
const ADDRESS = `http://localhost:${PORT}/`;

/**
 * The first of these programs on PATH; an environment variable goes before. Where there is none the bare
 * name stays, which the browser's own project fails on, and no other.
 */
function find(variable: string, names: readonly [string, ...string[]]): string {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return named;
  for (const name of names)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  return names[0];
}

/**
 * Set null where the Firefox protocol has no such emulation. Playwright is pinned to 1.64: from 1.65 on
 * it sends a command at every start that a stock Firefox 153 does not know.
 */
const UNEMULATED = {
  colorScheme: null,
  contextOptions: { reducedMotion: null, forcedColors: null, contrast: null },
} as const;

export default defineConfig({
  testDir: 'tests/page',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  // Where nobody can run it again: what needed its second try is named at the end of `cargo xtask test`.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list']],
  // Each test has a browser without anything kept; only what is kept for later is tested with it.
  use: { baseURL: ADDRESS, viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' },
  webServer: {
    command: `npx vite preview --strictPort --port ${PORT}`,
    url: ADDRESS,
    // Another folder's server would be another page.
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: find('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']),
          args: QUIET,
        },
      },
    },
    {
      name: 'firefox',
      // axe reads the same document in every browser, and takes three times as long in this one.
      grepInvert: /axe finds nothing/,
      use: {
        ...UNEMULATED,
        browserName: 'firefox',
        channel: 'moz-firefox',
        launchOptions: { executablePath: find('FIREFOX', ['firefox', 'firefox-esr']) },
      },
    },
  ],
});
