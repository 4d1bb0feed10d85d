/** ConvNetJS, which keeps its numbers in doubles and allocates its layers' values anew for each example. */

import convnetjs from 'convnetjs';
import { lattice, paint } from '../field.js';
import { placesOf } from '../works.js';

const volume = (x1, x2) => new convnetjs.Vol([x1, x2]);

export class ConvNet {
  #task;
  #net = new convnetjs.Net();
  #trainer;
  #rows;
  #targets;
  #next = 0;
  #lattice;

  constructor(task) {
    this.#task = task;
    const hidden = task.hidden.map((units) => ({
      type: 'fc',
      num_neurons: units,
      activation: task.activation,
    }));
    const last =
      task.loss === 'mse' ? { type: 'regression', num_neurons: 1 } : { type: 'softmax', num_classes: 2 };
    this.#net.makeLayers([{ type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 }, ...hidden, last]);
    this.#setParameters(task.start);
    // Its regression descends half the squared error, whose derivative is z − y: twice the rate makes up for it.
    const rate = task.loss === 'mse' ? 2 * task.rate : task.rate;
    this.#trainer = new convnetjs.Trainer(this.#net, {
      method: 'sgd',
      learning_rate: rate,
      momentum: 0,
      batch_size: task.batch,
    });
    this.#rows = Array.from(task.y, (_, i) => volume(task.x[2 * i], task.x[2 * i + 1]));
    this.#targets = Array.from(task.y, (y) => (task.loss === 'mse' ? [2 * y - 1] : y));
    const points = lattice();
    this.#lattice = Array.from({ length: points.length / 2 }, (_, i) =>
      volume(points[2 * i], points[2 * i + 1]),
    );
  }

  steps(count) {
    for (let example = 0; example < count * this.#task.batch; example += 1) {
      const row = this.#next;
      this.#next = row + 1 < this.#rows.length ? row + 1 : 0;
      this.#trainer.train(this.#rows[row], this.#targets[row]);
    }
    return count;
  }

  parameters() {
    return this.#dense().flatMap(({ filters, biases }) => [
      ...filters.flatMap((filter) => Array.from(filter.w)),
      ...biases.w,
    ]);
  }

  field() {
    const values = new Float32Array(this.#lattice.length);
    this.#lattice.forEach((point, i) => {
      values[i] = this.#net.forward(point).w[0];
    });
    return paint(values);
  }

  dispose() {}

  #dense() {
    return this.#net.layers.filter((layer) => layer.layer_type === 'fc');
  }

  #setParameters(flat) {
    const places = placesOf(this.#task.sizes);
    this.#dense().forEach((layer, at) => {
      const { inputs, weights, biases } = places[at];
      layer.filters.forEach((filter, o) => {
        for (let i = 0; i < inputs; i += 1) filter.w[i] = flat[weights + o * inputs + i];
        layer.biases.w[o] = flat[biases + o];
      });
    });
  }
}
