// Trains one experiment and says what became of it: the same bits as ../rust and as the page.

import { readFile } from 'node:fs/promises';
import { Playground, initSync } from 'trainscope/core';

const wasm = await readFile(new URL(import.meta.resolve('trainscope/core.wasm')));
initSync({ module: wasm });

const experiment = await readFile(process.argv[2] ?? new URL('../experiment.json', import.meta.url), 'utf8');
// One lane, one run.
const playground = new Playground(`[${experiment}]`, 1);
playground.step(1000);
const [run] = playground.summary(0).replicas;
console.log(`dev loss ${run.dev.loss.toFixed(6)}, weights ${playground.weightsHash(0, 0)}`);
playground.free();
