/** What the figures were measured on, and when. */

import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

export async function machine() {
  const packages = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    /** What else the machine was doing when the measuring began: runnable threads over the last minute. */
    load: loadavg()[0],
    packages: packages.devDependencies,
  };
}
