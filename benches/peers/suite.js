/** Everything that is timed, the same in a page and in Node. */

import { checkFields, checkTraining, lossOf } from './checks.js';
import { Brain } from './contenders/brain.js';
import { ConvNet } from './contenders/convnet.js';
import { PlainLoop } from './contenders/plain.js';
import * as tensorflow from './contenders/tensorflow.js';
import * as trainscope from './contenders/trainscope.js';
import { peakContender } from './peak.js';
import { calling, inTurns, stepping } from './timing.js';
import { operationsOf, POINTS, WORKS } from './works.js';

const { Trainscope } = trainscope;
const OURS = 'trainscope';
/** Steps before a field is drawn, so that there is something to see. */
const STEPS_BEFORE_FIELD = 500;

async function peers(task) {
  const all = [
    { name: 'plain JS', contender: new PlainLoop(task) },
    { name: 'ConvNetJS', contender: new ConvNet(task) },
    { name: 'brain.js', contender: new Brain(task) },
  ];
  for (const backend of ['cpu', 'wasm']) {
    all.push({
      name: `TF.js ${backend}, layers`,
      contender: await tensorflow.TensorflowLayers.in(backend, task),
    });
    all.push({
      name: `TF.js ${backend}, core`,
      contender: await tensorflow.TensorflowCore.in(backend, task),
    });
  }
  return all;
}

/** trainscope in other ways than one plain step after the other: name and what is special. */
const VARIANTS = {
  W1: [['trainscope, 50 steps a call', { stepsPerCall: 50 }]],
  W2r: [['trainscope, dropout 0.5', { dropout: 0.5 }]],
  W3b: [['trainscope, Adam', { optimizer: 'adam' }]],
};

/** The works whose arithmetic is held against the peak. */
const AGAINST_PEAK = ['W3', 'W3b'];

async function steps(name, options) {
  const work = WORKS[name];
  const ours = new Trainscope(work, POINTS, work.batch);
  const task = ours.task(work, work.batch);
  const others = await peers(task);
  const variants = (VARIANTS[name] ?? []).map(([variant, changes]) => ({
    name: variant,
    contender: new Trainscope(work, POINTS, work.batch, changes),
  }));
  const all = [{ name: OURS, contender: ours }, ...others, ...variants];
  const runs = all.map(({ name, contender }) => stepping(name, contender));
  if (AGAINST_PEAK.includes(name))
    runs.push(await peakContender('simd128 peak', options.peak, operationsOf(work)));
  const contenders = await inTurns(runs, options);
  // Whoever was timed must have been learning.
  const first = lossOf(task, task.start);
  for (const { name: who, contender } of all) {
    const last = contender.figures?.().loss ?? lossOf(task, await contender.parameters());
    if (!(last < first)) throw new Error(`${name}: the loss of ${who} went from ${first} to ${last}`);
    contender.dispose();
  }
  return { name, unit: 'step', operations: operationsOf(work), contenders };
}

async function field(name, options, checks) {
  const work = WORKS[name];
  const trained = new Trainscope(work, POINTS, work.batch);
  trained.steps(STEPS_BEFORE_FIELD);
  const others = await peers(trained.task(work, work.batch));
  const same = others.filter(({ name }) => name !== 'brain.js');
  for (const { contender } of same) await contender.activate?.();
  checks.push(...checkFields(name, trained, same, options.log));
  const runs = [
    calling(OURS, () => trained.field()),
    ...others.map(({ name, contender }) =>
      calling(name, () => contender.field(), contender.activate && (() => contender.activate())),
    ),
  ];
  if (name === 'W2t') runs.push(calling("trainscope, every unit's field", () => trained.unitFields()));
  const contenders = await inTurns(runs, options);
  for (const { contender } of others) contender.dispose();
  trained.dispose();
  return { name: `field of ${name}`, unit: 'field', contenders };
}

/** One update of 32 replicas at once, and of one replica 32 times. */
async function replicas(options) {
  const work = WORKS.W1;
  const count = 32;
  const together = new Trainscope(work, POINTS, work.batch, { replicas: count });
  const alone = new Trainscope(work, POINTS, work.batch);
  const contenders = await inTurns(
    [
      stepping('trainscope, 32 replicas', together),
      calling('trainscope, one replica 32 times', () => alone.steps(count)),
    ],
    options,
  );
  together.dispose();
  alone.dispose();
  return { name: 'replicas of W1', unit: 'step of 32 replicas', contenders };
}

/**
 * `options`: `module`, trainscope's module as `init` takes it; `peak`, the bytes of the other module; `tensorflow`, the
 * folder with TensorFlow.js's modules; `rounds`; `milliseconds` of one measurement; `log`.
 */
export async function suite(options) {
  const { log } = options;
  await trainscope.load(options.module);
  const backend = await tensorflow.load(options.tensorflow);
  log(
    `TensorFlow.js ${tensorflow.version}, wasm backend with SIMD: ${backend.simd}, threads: ${backend.threads}`,
  );
  log('everyone learns the same:');
  const training = await checkTraining(log);
  const fields = [];
  const groups = [];
  const failed = () => [...training, ...fields].filter(({ ok }) => !ok).length;
  if (failed() === 0) {
    for (const name of Object.keys(WORKS)) {
      log(`timing ${name}`);
      groups.push(await steps(name, options));
    }
    for (const name of ['W2t', 'W3']) {
      log(`timing the field of ${name}`);
      groups.push(await field(name, options, fields));
    }
    log('timing replicas');
    groups.push(await replicas(options));
  }
  if (tensorflow.tensors() > 0) throw new Error(`${tensorflow.tensors()} tensors were not given back`);
  return { tensorflow: { version: tensorflow.version, ...backend }, checks: { training, fields }, groups };
}
