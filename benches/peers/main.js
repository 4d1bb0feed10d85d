/** One part of the benchmark, as `cargo xtask bench` calls it: what it measured goes into a file as JSON. */

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { inChromium } from './chromium.js';
import { machine } from './machine.js';
import { inNode } from './node.js';
import { pageMetrics } from './page-metrics.js';

const PARTS = { machine, node: inNode, chromium: inChromium, page: pageMetrics };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '41' },
    milliseconds: { type: 'string', default: '25' },
    loads: { type: 'string', default: '11' },
    chromium: { type: 'string' },
    folder: { type: 'string' },
    out: { type: 'string' },
  },
});

const part = PARTS[positionals[0]];
if (part === undefined || values.out === undefined)
  throw new Error(`usage: main.js ${Object.keys(PARTS).join('|')} --out FILE`);
const result = await part({
  rounds: Number(values.rounds),
  milliseconds: Number(values.milliseconds),
  loads: Number(values.loads),
  executable: values.chromium,
  folder: values.folder,
  log: (line) => {
    console.log(`    ${line}`);
  },
});
await writeFile(values.out, JSON.stringify(result));
