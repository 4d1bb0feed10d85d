/**
 * Runs the Python block of every lesson and says what it printed. Needs PyTorch; `PYTHON` names another interpreter.
 * `node lessons/run.mjs`, or with names of lessons behind it.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

const at = (path) => new URL(path, import.meta.url);
const order = JSON.parse(readFileSync(at('order.json'), 'utf8'));
const asked = process.argv.slice(2);
let failed = false;
for (const id of asked.length > 0 ? asked : order)
  for (const language of ['en', 'ko']) {
    const file = at(`${id}/${language}.md`);
    if (!existsSync(file)) continue;
    const code = /^```python\n([^]*?)^```/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    const { status, stdout, stderr } = spawnSync(process.env.PYTHON ?? 'python3', ['-'], {
      input: code,
      encoding: 'utf8',
    });
    if (status !== 0) failed = true;
    process.stdout.write(`== ${id} ${language}\n${stdout ?? ''}${status === 0 ? '' : stderr}\n`);
  }
process.exitCode = failed ? 1 : 0;
