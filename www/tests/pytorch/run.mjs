/**
 * Runs the script of every case with PyTorch and writes what came out into figures.json. Needed only where the scripts
 * change; the unit test sees to it that the figures are of the scripts that the page makes.
 *
 *     PYTHON=/path/to/python node tests/pytorch/run.mjs      # in www/, after `cargo xtask build`
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createServer } from 'vite';

const python = process.env['PYTHON'] ?? 'python3';
const here = import.meta.dirname;
const server = await createServer({
  root: join(here, '../..'),
  server: { middlewareMode: true },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
});
const { makeScripts } = await server.ssrLoadModule('/tests/pytorch/scripts.ts');
const made = await makeScripts();
await server.close();

const folder = mkdtempSync(join(tmpdir(), 'pytorch-'));
const kept = join(here, 'kept');
mkdirSync(kept, { recursive: true });
/** @type {Record<string, unknown>} */
const figures = {};
for (const { of, script, recording } of made) {
  const file = join(folder, `${of.name}.py`);
  writeFileSync(file, script);
  if (of.kept) writeFileSync(join(kept, `${of.name}.py`), script);
  const out = execFileSync(python, ['-W', 'error', file], { encoding: 'utf8', maxBuffer: 1e8 });
  const rows = out
    .split('\n')
    .filter((line) => /^ *\d+ /.test(line))
    .map((line) => line.trim().split(/ +/).map(parseFloat));
  const largest = /largest difference.*: (\S+)/.exec(out)?.[1];
  const last = rows.at(-1) ?? [];
  figures[of.name] = {
    sha256: createHash('sha256').update(script).digest('hex'),
    steps: recording.batches.length,
    largest: largest === undefined ? null : Number(largest),
    first: { pytorch: rows[0]?.[1], trainscope: rows[0]?.[2] },
    last: { pytorch: last[1], trainscope: last[2] },
  };
  process.stdout.write(
    `${of.name.padEnd(36)} ${String(script.length).padStart(8)} bytes, ${rows.length - 1} steps, largest difference ${largest ?? '(dropout)'}; loss ${rows[0]?.[1]} -> ${last[1]}, trainscope ${last[2]}\n`,
  );
}
const version = execFileSync(python, ['-c', 'import torch; print(torch.__version__)'], {
  encoding: 'utf8',
}).trim();
writeFileSync(
  join(here, 'figures.json'),
  `${JSON.stringify({ pytorch: version, cases: figures }, undefined, 2)}\n`,
);
