/** The worker's end: the engine, exposed to the page. */

import { expose, transfer } from 'comlink';
import { Engine, transferable } from './engine';
import type { Applied, Frame, FrameRequest, Palette, Points } from './types';

const engine = new Engine();

const remote = {
  start: (): Promise<void> => engine.start(),
  apply: (lanes: string, replicas: number): Applied => engine.apply(lanes, replicas),
  frame: (request: FrameRequest): Frame => {
    const frame = engine.frame(request);
    return transfer(frame, transferable(frame));
  },
  reset: (): void => {
    engine.reset();
  },
  setPalette: (palette: Palette): void => {
    engine.setPalette(palette);
  },
  randomSeed: (): number => engine.randomSeed(),
  samples: (experiments: readonly string[]): readonly Points[] => engine.samples(experiments),
};

export type RemoteEngine = typeof remote;

expose(remote);
