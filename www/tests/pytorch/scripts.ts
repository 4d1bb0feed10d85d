/** The scripts of the cases, made as the page makes them. */

import { readFileSync } from 'node:fs';
import init, { extend, Playground } from '../../src/generated/wasm/trainscope';
import { pytorchScript } from '../../src/export/pytorch';
import { nest, schema } from '../../src/schema';
import { record, type Recording } from '../../src/session/looks/recording';
import { CASES, type Case } from './cases';

export interface Made {
  readonly of: Case;
  readonly recording: Recording;
  readonly script: string;
}

function wasm(name: string): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(new URL(`../../src/generated/wasm/${name}.wasm`, import.meta.url)));
}

export async function makeScripts(): Promise<readonly Made[]> {
  await init({ module_or_path: wasm('trainscope_bg') });
  await extend(new Response(wasm('trainscope_rest'), { headers: { 'Content-Type': 'application/wasm' } }));
  return CASES.map((of) => {
    const settings = { ...schema.defaults, ...of.settings };
    const playground = new Playground(JSON.stringify([nest(settings, schema.version)]), 1);
    const recording = record(playground);
    playground.free();
    const script = pytorchScript({ title: of.name, link: 'https://example.org/', settings, recording });
    return { of, recording, script };
  });
}
