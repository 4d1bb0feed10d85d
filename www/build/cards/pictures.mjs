/** Runs `pictures.ts`, which Node does not read by itself. */

import { runnerImport } from 'vite';

await runnerImport('./build/cards/pictures.ts', { configFile: false });
