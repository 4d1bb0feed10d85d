/** The step that a lane's first run will make next, and one example's way through it. */

import type { ComingStep, Held, Playground } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

/** Networks with more parameters than this are told of unit by unit; their edges could not be told apart. */
const MOST_DRAWN = 6000;

/** The step without what has a number for every parameter. */
export type StepFacts = Omit<ComingStep, 'dataGradient' | 'gradient' | 'before' | 'after'>;

/** Numbers of the parameters that lead to one unit: its weights, then its bias. */
export interface UnitNumbers {
  readonly before: Float32Array;
  /** Of the mean loss, without the penalty's, and not clipped. */
  readonly dataGradient: Float32Array;
  readonly gradient: Float32Array;
  readonly after: Float32Array;
}

export interface StepLook {
  readonly request: {
    readonly lane: number;
    /** Which example of the mini-batch is followed; the last where it has fewer. */
    readonly example: number;
    /** The unit whose numbers are wanted, its layer of weights counted from 0. */
    readonly layer: number;
    readonly unit: number;
  };
  readonly answer: {
    readonly lane: number;
    readonly layer: number;
    readonly unit: number;
    /** Undefined where the run has diverged and makes no step. */
    readonly facts: StepFacts | undefined;
    readonly numbers: UnitNumbers;
    /** For every parameter, where they are few enough to be drawn. */
    readonly edges: {
      readonly before: Float32Array;
      readonly gradient: Float32Array;
      readonly change: Float32Array;
    };
    /** The parameter that changes most, and by how much. */
    readonly largest: { readonly number: number; readonly change: number };
    /** Length of the gradient as the update uses it. */
    readonly length: number;
    /** Whether the step before this one left every parameter as it had been announced, bit for bit; undefined where it was not. */
    readonly made: boolean | undefined;
    readonly held: Held;
  };
}

/** What was announced last. */
const announcements = new WeakMap<
  Playground,
  { readonly lane: number; readonly step: number; readonly after: Float32Array }
>();

function sameBits(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  const other = new Uint32Array(b.buffer, b.byteOffset, b.length);
  return new Uint32Array(a.buffer, a.byteOffset, a.length).every((bits, index) => bits === other[index]);
}

const NONE = new Float32Array();

export const look: Looker<StepLook> = (playground, { lane, example, layer, unit }) => {
  const coming = playground.comingStep(lane, 0, example);
  const shared = { lane, layer, unit, held: playground.held(lane) };
  if (coming === undefined) {
    announcements.delete(playground);
    return {
      ...shared,
      facts: undefined,
      numbers: { before: NONE, dataGradient: NONE, gradient: NONE, after: NONE },
      edges: { before: NONE, gradient: NONE, change: NONE },
      largest: { number: 0, change: 0 },
      length: 0,
      made: undefined,
    };
  }
  const { dataGradient, gradient, before, after, ...facts } = coming;
  const announced = announcements.get(playground);
  const made =
    announced?.lane === lane && announced.step + 1 === facts.step
      ? sameBits(announced.after, before)
      : undefined;
  announcements.set(playground, { lane, step: facts.step, after });

  const { inputs, layers } = playground.layout(lane);
  const sizes = [inputs.length, ...layers];
  let start = 0;
  for (let below = 0; below < layer; below += 1) start += ((sizes[below] ?? 0) + 1) * (sizes[below + 1] ?? 0);
  const fan = sizes[layer] ?? 0;
  const bias = start + fan * (sizes[layer + 1] ?? 0) + unit;
  const own = (values: Float32Array): Float32Array =>
    Float32Array.of(
      ...values.subarray(start + unit * fan, start + (unit + 1) * fan),
      values[bias] ?? Number.NaN,
    );

  const change = after.map((value, index) => value - (before[index] ?? 0));
  let number = 0;
  change.forEach((value, index) => {
    if (Math.abs(value) > Math.abs(change[number] ?? 0)) number = index;
  });
  const few = before.length <= MOST_DRAWN;
  return {
    ...shared,
    facts,
    numbers: {
      before: own(before),
      dataGradient: own(dataGradient),
      gradient: own(gradient),
      after: own(after),
    },
    edges: few ? { before, gradient, change } : { before: NONE, gradient: NONE, change: NONE },
    largest: { number, change: change[number] ?? 0 },
    length: Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0)),
    made,
  };
};
