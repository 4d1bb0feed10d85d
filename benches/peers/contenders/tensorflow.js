/**
 * TensorFlow.js, through both of its APIs: models built of layers, and the core's operations with an optimizer. Both
 * of its backends here compute when they are called, so a step is over when its call is.
 */

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { lattice, paint } from '../field.js';
import { placesOf } from '../works.js';

export const version = tf.version_core;

/** Readies both backends. `folder` is where the wasm backend's modules are; Node finds them by itself. */
export async function load(folder) {
  tf.enableProdMode();
  if (folder !== undefined) setWasmPaths(folder);
  for (const backend of ['cpu', 'wasm'])
    if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} backend here`);
  return {
    simd: await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    threads: await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  };
}

export const tensors = () => tf.memory().numTensors;

/** What both APIs share: the batches as tensors, made before anything is timed, and the field. */
class Tensors {
  #backend;
  #batches = [];
  #next = 0;
  #lattice;

  constructor(backend, task) {
    this.#backend = backend;
    const { x, y, batch, loss } = task;
    for (let start = 0; start < y.length; start += batch) {
      const rows = Math.min(batch, y.length - start);
      const target = y.subarray(start, start + rows);
      this.#batches.push({
        x: tf.tensor2d(x.slice(2 * start, 2 * (start + rows)), [rows, 2]),
        y:
          loss === 'mse'
            ? tf.tensor2d(
                target.map((y) => 2 * y - 1),
                [rows, 1],
              )
            : tf.tensor2d(Array.from(target, (y) => [1 - y, y])),
      });
    }
    this.#lattice = tf.tensor2d(lattice(), [lattice().length / 2, 2]);
  }

  /** Tensors belong to the backend that is active when they are made. */
  static async in(backend, task) {
    await tf.setBackend(backend);
    return new this(backend, task);
  }

  /** To be called before a row of steps or fields: the two backends take turns. */
  activate() {
    return tf.setBackend(this.#backend);
  }

  next() {
    const batch = this.#batches[this.#next];
    this.#next = (this.#next + 1) % this.#batches.length;
    return batch;
  }

  field() {
    const output = tf.tidy(() => this.predict(this.#lattice));
    const values = output.dataSync();
    output.dispose();
    return paint(values);
  }

  dispose() {
    tf.dispose([this.#lattice, ...this.#batches.flatMap(({ x, y }) => [x, y])]);
  }
}

/** Kernels are `[in][out]` here. */
function kernels({ sizes, start }) {
  return placesOf(sizes).flatMap(({ inputs, outputs, weights, biases, end }) => [
    tf.tidy(() => tf.transpose(tf.tensor2d(start.slice(weights, biases), [outputs, inputs]))),
    tf.tensor1d(start.slice(biases, end)),
  ]);
}

/** Back to `weight[out][in]`, `bias[out]`. */
function flat(variables) {
  return variables.flatMap((variable) =>
    Array.from(tf.tidy(() => (variable.rank === 2 ? tf.transpose(variable) : variable).dataSync())),
  );
}

const crossEntropy = (y, z) => tf.losses.softmaxCrossEntropy(y, z);

/** The API of layers: `trainOnBatch`. */
export class TensorflowLayers extends Tensors {
  #model;

  constructor(backend, task) {
    super(backend, task);
    this.#model = tfl.sequential({
      layers: task.sizes.slice(1).map((units, layer) =>
        tfl.layers.dense({
          units,
          activation: layer < task.hidden.length ? task.activation : 'linear',
          ...(layer === 0 ? { inputShape: [2] } : {}),
        }),
      ),
    });
    this.#model.compile({
      optimizer: tf.train.sgd(task.rate),
      loss: task.loss === 'mse' ? 'meanSquaredError' : crossEntropy,
    });
    const start = kernels(task);
    this.#model.setWeights(start);
    tf.dispose(start);
  }

  async steps(count) {
    for (let step = 0; step < count; step += 1) {
      const { x, y } = this.next();
      await this.#model.trainOnBatch(x, y);
    }
    return count;
  }

  parameters() {
    return flat(this.#model.getWeights());
  }

  /** At once: by itself it would go through the rows in batches of 32. */
  predict(x) {
    return this.#model.predict(x, { batchSize: x.shape[0] });
  }

  dispose() {
    super.dispose();
    this.#model.dispose();
    this.#model.optimizer.dispose();
  }
}

/** The core's API: operations and `optimizer.minimize`. */
export class TensorflowCore extends Tensors {
  #variables;
  #optimizer;
  #activation;
  #loss;

  constructor(backend, task) {
    super(backend, task);
    const start = kernels(task);
    this.#variables = start.map((value) => tf.variable(value));
    tf.dispose(start);
    this.#optimizer = tf.train.sgd(task.rate);
    this.#activation = task.activation;
    this.#loss = task.loss;
  }

  steps(count) {
    for (let step = 0; step < count; step += 1) {
      const { x, y } = this.next();
      const cost = () => {
        const z = this.predict(x);
        return this.#loss === 'mse' ? tf.mean(tf.square(tf.sub(z, y))) : crossEntropy(y, z);
      };
      this.#optimizer.minimize(cost, false, this.#variables);
    }
    return count;
  }

  parameters() {
    return flat(this.#variables);
  }

  /** Product, bias and rectifier in one operation, as layers do it too; there is none with tanh. */
  predict(x) {
    const layers = this.#variables.length / 2;
    let value = x;
    for (let layer = 0; layer < layers; layer += 1) {
      const [kernel, bias] = this.#variables.slice(2 * layer, 2 * layer + 2);
      const isHidden = layer + 1 < layers;
      const activation = isHidden && this.#activation === 'relu' ? 'relu' : 'linear';
      value = tf.fused.matMul({ a: value, b: kernel, bias, activation });
      if (isHidden && this.#activation === 'tanh') value = tf.tanh(value);
    }
    return value;
  }

  dispose() {
    super.dispose();
    tf.dispose(this.#variables);
    this.#optimizer.dispose();
  }
}
