/** Where the core's two parts come from: files beside the script. */

import wasmUrl from '../generated/wasm/trainscope_bg.wasm?url';
import restUrl from '../generated/wasm/trainscope_rest.wasm?url';

export const first = (): Promise<Response> => fetch(new URL(wasmUrl, import.meta.url));
export const rest = (): Promise<Response> => fetch(new URL(restUrl, import.meta.url));
