/** The measurements in Node. */

import { readFile } from 'node:fs/promises';
import binaryen from 'binaryen';
import { peakText } from './peak.js';
import { suite } from './suite.js';

export async function inNode(options) {
  const module = new URL('../../www/src/generated/wasm/trainscope_bg.wasm', import.meta.url);
  return {
    version: process.version,
    ...(await suite({ ...options, module: await readFile(module), peak: assemble() })),
  };
}

/** The peak's module, from text to bytes. */
export function assemble() {
  const module = binaryen.parseText(peakText());
  module.setFeatures(binaryen.Features.SIMD128);
  if (!module.validate()) throw new Error("the peak's module is not valid");
  return module.emitBinary();
}
