/** Where the worker comes from where all is one file: out of the file itself. */

import first from '../../generated/wasm/trainscope_bg.wasm?deflated';
import rest from '../../generated/wasm/trainscope_rest.wasm?deflated';
import { take, type CoreParts } from './files';
import InlineWorker from './worker?worker&inline';

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

let parts: CoreParts | undefined;

/** Sends the core ahead of all that a worker is asked. */
export function equipped(worker: Worker): Worker {
  parts ??= { first: bytes(first), rest: bytes(rest) };
  worker.postMessage(parts);
  return worker;
}

export function makeWorker(): Worker {
  parts ??= { first: bytes(first), rest: bytes(rest) };
  // Where there is no worker the core runs here.
  take(parts);
  return equipped(new InlineWorker());
}
