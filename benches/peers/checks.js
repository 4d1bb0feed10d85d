/** Before anything is timed: does everyone learn the same thing? */

import { Brain } from './contenders/brain.js';
import { ConvNet } from './contenders/convnet.js';
import { PlainLoop } from './contenders/plain.js';
import { TensorflowCore, TensorflowLayers } from './contenders/tensorflow.js';
import { Trainscope } from './contenders/trainscope.js';
import { placesOf, WORKS } from './works.js';

/** All examples are one batch here, so that their order, which trainscope shuffles, does not matter. */
const POINTS = 320;
const STEPS = { W1: 200, W2t: 200, W2r: 200, W3: 60, W3b: 20 };

/**
 * The training losses after those steps may differ by this share: the contenders add in other orders and compute
 * their tanh and exponential in other ways, ConvNetJS in doubles. What they start from is equal to the last bit.
 */
const TOLERANCE = 1e-4;
/** The losses must have moved, or their agreement would show nothing: at least by this share of the first. */
const LEAST_CHANGE = 0.01;

/** brain.js cannot do the same update, but it must get somewhere: after so many passes, and from a loss above this. */
const BRAIN_PASSES = { W1: 200, W2t: 100, W2r: 100, W3: 20, W3b: 12 };
const BRAIN_LOSS = 0.5;
const BRAIN_ACCURACY = 0.85;

/** Pixels of a field may differ by this much, where a value lies on the edge between two colours. */
const PIXEL_TOLERANCE = 1;
/** And values by this much. */
const VALUE_TOLERANCE = 1e-4;

/** The mean loss over all examples in doubles, from parameters in trainscope's order. */
export function lossOf({ sizes, activation, loss, x, y }, parameters) {
  const layers = placesOf(sizes);
  let sum = 0;
  y.forEach((target, example) => {
    let values = [x[2 * example], x[2 * example + 1]];
    layers.forEach(({ inputs, outputs, weights, biases }, layer) => {
      const below = values;
      values = Array.from({ length: outputs }, (_, o) => {
        let z = parameters[biases + o];
        for (let i = 0; i < inputs; i += 1) z += parameters[weights + o * inputs + i] * below[i];
        if (layer + 1 === layers.length) return z;
        return activation === 'tanh' ? Math.tanh(z) : Math.max(0, z);
      });
    });
    if (loss === 'mse') sum += (values[0] - (2 * target - 1)) ** 2;
    else sum += Math.log(values.reduce((total, z) => total + Math.exp(z), 0)) - values[target];
  });
  return sum / y.length;
}

const apart = (a, b) => Math.abs(a - b) / Math.abs(b);

async function train(contender, steps) {
  await contender.activate?.();
  await contender.steps(steps);
  const parameters = await contender.parameters();
  contender.dispose();
  return parameters;
}

/** One work: a row for each contender, with its loss, how far it is from ours, and whether that is near enough. */
async function checkWork(name, log) {
  const work = WORKS[name];
  const steps = STEPS[name];
  const ours = new Trainscope(work, POINTS, POINTS);
  const task = ours.task(work, POINTS);
  const first = lossOf(task, task.start);
  ours.steps(steps);
  const stated = ours.loss();
  const last = lossOf(task, await train(ours, 0));
  const rows = [];
  const compare = (contender, loss, note = '') => {
    const ok = apart(loss, last) <= TOLERANCE && apart(loss, first) >= LEAST_CHANGE;
    rows.push({ work: name, contender, steps, first, loss, relative: apart(loss, last), ok, note });
    log(
      `  ${name} ${contender}: loss ${first.toFixed(6)} → ${loss.toFixed(6)} ${ok ? '' : 'NOT THE SAME TASK'}`,
    );
  };
  compare('trainscope', last);
  compare('trainscope, its own figure', stated);
  compare('plain JS', lossOf(task, await train(new PlainLoop(task), steps)));
  compare('ConvNetJS', lossOf(task, await train(new ConvNet(task), steps)), 'computes in doubles');
  for (const backend of ['cpu', 'wasm'])
    for (const [api, Contender] of [
      ['layers', TensorflowLayers],
      ['core', TensorflowCore],
    ])
      compare(
        `TF.js ${backend}, ${api}`,
        lossOf(task, await train(await Contender.in(backend, task), steps)),
      );
  rows.push(checkBrain(name, task, log));
  return rows;
}

function checkBrain(work, task, log) {
  const contender = new Brain(task);
  const { loss: first } = contender.figures();
  contender.steps(BRAIN_PASSES[work]);
  const { loss, accuracy } = contender.figures();
  const ok = loss <= BRAIN_LOSS * first && accuracy >= BRAIN_ACCURACY;
  log(
    `  ${work} brain.js: loss ${first.toFixed(6)} → ${loss.toFixed(6)}, accuracy ${accuracy.toFixed(3)} ${ok ? '' : 'DOES NOT LEARN'}`,
  );
  const note = `updates after each example; its own loss; accuracy ${(100 * accuracy).toFixed(1)}%`;
  return { work, contender: 'brain.js', steps: BRAIN_PASSES[work], first, loss, relative: null, ok, note };
}

export async function checkTraining(log) {
  const rows = [];
  for (const name of Object.keys(WORKS)) rows.push(...(await checkWork(name, log)));
  return rows;
}

/** The same parameters must give the same picture. brain.js, whose output is not linear, cannot. */
export function checkFields(work, ours, others, log) {
  const pixels = ours.field();
  const rows = others.map(({ name, contender }) => {
    const theirs = contender.field();
    let furthest = pixels.length === theirs.length ? 0 : Infinity;
    pixels.forEach((value, i) => {
      furthest = Math.max(furthest, Math.abs(value - theirs[i]));
    });
    return { contender: name, difference: furthest, tolerance: PIXEL_TOLERANCE, unit: 'of 255 levels' };
  });
  const plain = others.find(({ contender }) => contender instanceof PlainLoop).contender.fieldValues();
  let furthest = 0;
  let range = [Infinity, -Infinity];
  ours.fieldValues().forEach((value, i) => {
    furthest = Math.max(furthest, Math.abs(value - Math.min(1, Math.max(-1, plain[i]))));
    range = [Math.min(range[0], value), Math.max(range[1], value)];
  });
  // A field of one colour would agree with anything.
  if (range[1] - range[0] < 1) furthest = Infinity;
  rows.push({ contender: 'plain JS, values', difference: furthest, tolerance: VALUE_TOLERANCE, unit: '' });
  return rows.map((row) => {
    const ok = row.difference <= row.tolerance;
    log(
      `  field of ${work}, ${row.contender}: at most ${row.difference} ${row.unit} apart ${ok ? '' : 'NOT THE SAME FIELD'}`,
    );
    return { work, ...row, ok };
  });
}
