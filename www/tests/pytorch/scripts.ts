/** The scripts of the cases, made as the page makes them. */

import { readFileSync } from 'node:fs';
import init, { Playground } from '../../src/generated/wasm/trainscope';
import { pytorchScript } from '../../src/export/pytorch';
import { nest, schema } from '../../src/schema';
import { record, type Recording } from '../../src/session/looks/recording';
import { CASES, type Case } from './cases';

export interface Made {
  readonly of: Case;
  readonly recording: Recording;
  readonly script: string;
}

export async function makeScripts(): Promise<readonly Made[]> {
  await init({
    module_or_path: readFileSync(new URL('../../src/generated/wasm/trainscope_bg.wasm', import.meta.url)),
  });
  return CASES.map((of) => {
    const settings = { ...schema.defaults, ...of.settings };
    const playground = new Playground(JSON.stringify([nest(settings, schema.version)]), 1);
    const recording = record(playground);
    playground.free();
    const script = pytorchScript({ title: of.name, link: 'https://example.org/', settings, recording });
    return { of, recording, script };
  });
}
