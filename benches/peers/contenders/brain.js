/**
 * brain.js in the newest version that is not a beta; those after it install a native OpenGL library.
 *
 * It cannot train the same task: it updates after every example, applies the hidden layers' activation to the output
 * too, and knows no softmax. What is timed as a step is one pass over as many examples as the batch holds.
 */

// The package's entry would also load what compiles for GPUs.
import brain from 'brain.js/dist/neural-network.js';
import { lattice, paint } from '../field.js';
import { placesOf } from '../works.js';

// A bundler hands out the module's default export, Node the module.
const NeuralNetwork = brain.default ?? brain;

/** An update after each example wants a smaller one than an update after each batch, or rectified outputs die. */
const RATE = 0.2;

export class Brain {
  #task;
  #net;
  #batches = [];
  #next = 0;
  #lattice;

  constructor(task) {
    this.#task = task;
    // Its momentum may not be 0; this leaves none of it, and costs as much as any other.
    this.#net = new NeuralNetwork({
      activation: task.activation,
      hiddenLayers: task.hidden,
      learningRate: RATE * task.rate,
      momentum: 1e-30,
    });
    this.#net.sizes = [...task.sizes];
    this.#net.initialize();
    this.#setParameters(task.start);
    const rows = Array.from(task.y, (y, i) => ({
      input: task.x.slice(2 * i, 2 * i + 2),
      output: this.#target(y),
    }));
    for (let start = 0; start < rows.length; start += task.batch)
      this.#batches.push(rows.slice(start, start + task.batch));
    const points = lattice();
    this.#lattice = Array.from({ length: points.length / 2 }, (_, i) => points.slice(2 * i, 2 * i + 2));
  }

  steps(count) {
    for (let step = 0; step < count; step += 1) {
      this.#net.trainPatterns(this.#batches[this.#next]);
      this.#next = (this.#next + 1) % this.#batches.length;
    }
    return count;
  }

  /** Mean squared error against its own targets, and the share of examples whose class it finds. */
  figures() {
    const rows = this.#batches.flat();
    let squares = 0;
    let right = 0;
    rows.forEach(({ input, output }, i) => {
      const found = this.#net.run(input);
      found.forEach((value, o) => {
        squares += (value - output[o]) ** 2;
      });
      right += this.#classOf(found) === this.#task.y[i] ? 1 : 0;
    });
    return { loss: squares / rows.length, accuracy: right / rows.length };
  }

  field() {
    const values = new Float32Array(this.#lattice.length);
    this.#lattice.forEach((point, i) => {
      values[i] = this.#net.run(point)[0];
    });
    return paint(values);
  }

  dispose() {}

  /** A rectified output reaches no −1. */
  #target(y) {
    if (this.#task.loss !== 'mse') return Float32Array.of(1 - y, y);
    return Float32Array.of(this.#task.activation === 'tanh' ? 2 * y - 1 : y);
  }

  #classOf(found) {
    if (found.length === 2) return found[1] > found[0] ? 1 : 0;
    return found[0] > (this.#task.activation === 'tanh' ? 0 : 0.5) ? 1 : 0;
  }

  #setParameters(flat) {
    placesOf(this.#task.sizes).forEach(({ inputs, outputs, weights, biases }, layer) => {
      for (let o = 0; o < outputs; o += 1) {
        const row = this.#net.weights[layer + 1][o];
        for (let i = 0; i < inputs; i += 1) row[i] = flat[weights + o * inputs + i];
        this.#net.biases[layer + 1][o] = flat[biases + o];
      }
    });
  }
}
