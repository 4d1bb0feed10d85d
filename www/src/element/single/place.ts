/** Where the worker comes from where all is one file: out of the file itself. */

import first from '../../generated/wasm/trainscope_bg.wasm?deflated';
import rest from '../../generated/wasm/trainscope_rest.wasm?deflated';
import InlineWorker from './worker?worker&inline';
import { take, type CoreParts } from './files';

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export function makeWorker(): Worker {
  const parts: CoreParts = { first: bytes(first), rest: bytes(rest) };
  // Where there is no worker the core runs here.
  take(parts);
  const worker = new InlineWorker();
  worker.postMessage(parts);
  return worker;
}
