/**
 * The first steps of one experiment's first run, from the start: what another program needs to make the same ones.
 *
 * A second core trains beside the page's own, so neither the steps made nor what was changed meanwhile matters.
 */

import { Playground } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

/** Steps that are recorded where their cost allows it. */
export const RECORDED_STEPS = 200;
/**
 * Multiply–adds that a recording may cost, some seconds at most; counted and not timed, so that every machine records
 * the same steps.
 */
const MOST_WORK = 4_000_000_000;
/** A step costs so many forward passes: there, back to the weights, and back to the layer below. */
const PASSES = 3;
/** Numbers of examples that the batches may name together. */
const MOST_ROWS = 200_000;

/** One set, as the network is given it. */
export interface RecordedSet {
  /** Input i of example j is at i · count + j. */
  readonly inputs: Float32Array;
  /** The class, or the number to predict. */
  readonly targets: Float32Array;
}

export interface Recording {
  readonly inputs: readonly string[];
  /** Units of each hidden layer, then of the output layer. */
  readonly layers: readonly number[];
  /** 0 where the task is to predict a number. */
  readonly classes: number;
  /** Train, dev, test. */
  readonly sets: readonly RecordedSet[];
  /** In PyTorch's order: for each layer `weight[out][in]`, then `bias[out]`. */
  readonly initial: Float32Array;
  /** Rows of the training set in each step's mini-batch. */
  readonly batches: readonly Uint32Array[];
  /** The loss on the whole training set before the first step and after each. */
  readonly losses: Float64Array;
  /** The step at which the run left the finite numbers, which is none of the recorded ones. */
  readonly diverged: number | undefined;
}

export interface RecordingLook {
  readonly request: {
    /** One experiment, as JSON. */
    readonly experiment: string;
  };
  readonly answer: { readonly recording: Recording };
}

function stepsOf(parameters: number, rows: number, batch: number): number {
  const work = parameters * (PASSES * batch + rows);
  return Math.max(1, Math.min(RECORDED_STEPS, Math.floor(MOST_WORK / work), Math.floor(MOST_ROWS / batch)));
}

export function record(playground: Playground): Recording {
  const { inputs, layers, classes } = playground.layout(0);
  const sets = [0, 1, 2].map((set): RecordedSet => {
    const { inputs: values, targets } = playground.examples(0, set);
    return { inputs: values, targets };
  });
  const initial = playground.parameters(0, 0);
  const run = (): { loss: number; diverged: number | undefined } => {
    const [replica] = playground.summary(0).replicas;
    return { loss: replica?.train?.loss ?? Number.NaN, diverged: replica?.diverged?.step };
  };
  const losses = [run().loss];
  const batches: Uint32Array[] = [];
  let diverged: number | undefined;
  let steps = 1;
  while (batches.length < steps) {
    playground.step(1);
    const rows = playground.batch(0, 0);
    // The first batch is as large as any.
    if (batches.length === 0)
      steps = stepsOf(
        initial.length,
        (sets[0]?.targets.length ?? 0) + (sets[1]?.targets.length ?? 0),
        rows.length,
      );
    const now = run();
    diverged = now.diverged;
    if (diverged !== undefined || !Number.isFinite(now.loss)) break;
    batches.push(rows);
    losses.push(now.loss);
  }
  return {
    inputs,
    layers: Array.from(layers),
    classes,
    sets,
    initial,
    batches,
    losses: Float64Array.from(losses),
    diverged,
  };
}

export const look: Looker<RecordingLook> = (_, { experiment }) => {
  const playground = new Playground(`[${experiment}]`, 1);
  const recording = record(playground);
  playground.free();
  return { recording };
};
