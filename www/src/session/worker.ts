/** The worker's end: answers the page's calls, one after another, from the engine. */

import type { Answer, Call, Name } from './calls';
import { Engine, transferable } from './engine';
import type { FrameRequest, Palette } from './types';

const engine = new Engine();
const started = engine.start();

const CORE: Readonly<Record<Name, (...given: never[]) => unknown>> = {
  start: () => undefined,
  apply: (lanes: string, replicas: number) => engine.apply(lanes, replicas),
  frame: (request: FrameRequest) => engine.frame(request),
  reset: () => {
    engine.reset();
  },
  setPalette: (palette: Palette) => {
    engine.setPalette(palette);
  },
  randomSeed: () => engine.randomSeed(),
  samples: (experiments: readonly string[]) => engine.samples(experiments),
};

async function answer({ id, name, given }: Call): Promise<void> {
  let answered: Answer;
  try {
    await started;
    // The other end is of the same build, where the type of `Session` says what is given.
    answered = { id, ok: true, value: CORE[name](...(given as never[])) };
  } catch (error) {
    answered = { id, ok: false, error };
  }
  postMessage(answered, { transfer: answered.ok ? transferable(answered.value) : [] });
}

addEventListener('message', ({ data }: MessageEvent<Call>) => {
  void answer(data);
});
