/**
 * The floor: the loops that one writes by hand in JavaScript, on typed arrays made once. Example by example, a forward
 * and a backward pass that adds up the gradient, then one update for the batch.
 */

import { lattice, paint } from '../field.js';
import { placesOf } from '../works.js';

export class PlainLoop {
  #task;
  #layers;
  #parameters;
  #gradient;
  /** The values of each layer's units, the inputs first, and the loss's derivatives by their sums. */
  #values;
  #deltas;
  #next = 0;
  #lattice = lattice();

  constructor(task) {
    this.#task = task;
    this.#layers = placesOf(task.sizes);
    this.#parameters = Float32Array.from(task.start);
    this.#gradient = new Float32Array(task.start.length);
    this.#values = task.sizes.map((units) => new Float32Array(units));
    this.#deltas = task.sizes.map((units) => new Float32Array(units));
  }

  steps(count) {
    for (let step = 0; step < count; step += 1) this.#step();
    return count;
  }

  parameters() {
    return this.#parameters;
  }

  fieldValues() {
    const points = this.#lattice;
    const values = new Float32Array(points.length / 2);
    const output = this.#values[this.#values.length - 1];
    for (let i = 0; i < values.length; i += 1) {
      this.#forward(points[2 * i], points[2 * i + 1]);
      values[i] = output[0];
    }
    return values;
  }

  field() {
    return paint(this.fieldValues());
  }

  dispose() {}

  #step() {
    const { x, y, batch, rate } = this.#task;
    const parameters = this.#parameters;
    const gradient = this.#gradient;
    gradient.fill(0);
    for (let example = 0; example < batch; example += 1) {
      const row = this.#next;
      this.#next = row + 1 < y.length ? row + 1 : 0;
      this.#forward(x[2 * row], x[2 * row + 1]);
      this.#differentiateLoss(y[row]);
      this.#backward();
    }
    const scale = rate / batch;
    for (let i = 0; i < parameters.length; i += 1) parameters[i] -= scale * gradient[i];
  }

  #forward(x1, x2) {
    const parameters = this.#parameters;
    const last = this.#layers.length - 1;
    const isTanh = this.#task.activation === 'tanh';
    this.#values[0][0] = x1;
    this.#values[0][1] = x2;
    for (let layer = 0; layer <= last; layer += 1) {
      const { inputs, outputs, weights, biases } = this.#layers[layer];
      const input = this.#values[layer];
      const output = this.#values[layer + 1];
      for (let o = 0; o < outputs; o += 1) {
        const row = weights + o * inputs;
        let sum = parameters[biases + o];
        for (let i = 0; i < inputs; i += 1) sum += parameters[row + i] * input[i];
        if (layer === last) output[o] = sum;
        else if (isTanh) output[o] = Math.tanh(sum);
        else output[o] = sum > 0 ? sum : 0;
      }
    }
  }

  #differentiateLoss(target) {
    const output = this.#values[this.#values.length - 1];
    const delta = this.#deltas[this.#deltas.length - 1];
    if (this.#task.loss === 'mse') {
      delta[0] = 2 * (output[0] - (2 * target - 1));
      return;
    }
    let most = output[0];
    for (let o = 1; o < output.length; o += 1) if (output[o] > most) most = output[o];
    let sum = 0;
    for (let o = 0; o < output.length; o += 1) {
      delta[o] = Math.exp(output[o] - most);
      sum += delta[o];
    }
    for (let o = 0; o < output.length; o += 1) delta[o] = delta[o] / sum - (o === target ? 1 : 0);
  }

  #backward() {
    const parameters = this.#parameters;
    const gradient = this.#gradient;
    const isTanh = this.#task.activation === 'tanh';
    for (let layer = this.#layers.length - 1; layer >= 0; layer -= 1) {
      const { inputs, outputs, weights, biases } = this.#layers[layer];
      const input = this.#values[layer];
      const below = this.#deltas[layer];
      const delta = this.#deltas[layer + 1];
      // The inputs themselves have no use for a derivative.
      if (layer > 0) below.fill(0);
      for (let o = 0; o < outputs; o += 1) {
        const d = delta[o];
        const row = weights + o * inputs;
        gradient[biases + o] += d;
        for (let i = 0; i < inputs; i += 1) gradient[row + i] += d * input[i];
        if (layer > 0) for (let i = 0; i < inputs; i += 1) below[i] += d * parameters[row + i];
      }
      if (layer === 0) continue;
      for (let i = 0; i < inputs; i += 1) {
        const value = input[i];
        if (isTanh) below[i] *= 1 - value * value;
        else if (value <= 0) below[i] = 0;
      }
    }
  }
}
