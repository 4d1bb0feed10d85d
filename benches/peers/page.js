/** The measurements in a page: its only script. */

import { suite } from './suite.js';

globalThis.measure = async (options) => {
  const peak = await (await fetch('peak.wasm')).arrayBuffer();
  const log = (line) => {
    console.log(line);
  };
  return suite({ ...options, log, peak, module: 'trainscope_bg.wasm', tensorflow: './' });
};
