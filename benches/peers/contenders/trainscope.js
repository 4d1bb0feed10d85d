/** trainscope through the class that the page itself uses. */

import init, { Playground } from '../../../www/src/generated/wasm/trainscope.js';
import { experimentOf, SIDE, sizesOf } from '../works.js';

export const load = (module) => init({ module_or_path: module });

export class Trainscope {
  #playground;
  #stepsPerCall;

  constructor(work, points, batch, { replicas = 1, stepsPerCall = 1, ...changes } = {}) {
    this.#playground = new Playground(JSON.stringify([experimentOf(work, points, batch, changes)]), replicas);
    this.#stepsPerCall = stepsPerCall;
  }

  /** What the others are to train: the same rows, from the same weights. */
  task(work, batch) {
    const { x, y } = this.#playground.points(0);
    return { ...work, batch, sizes: sizesOf(work), x, y, start: this.parameters() };
  }

  steps(count) {
    const calls = Math.ceil(count / this.#stepsPerCall);
    for (let call = 0; call < calls; call += 1) this.#playground.step(this.#stepsPerCall);
    return calls * this.#stepsPerCall;
  }

  parameters() {
    return this.#playground.parameters(0, 0);
  }

  /** Mean loss over the training set as trainscope states it itself. */
  loss() {
    return this.#playground.summary(0).replicas[0].train.loss;
  }

  field() {
    return this.#playground.fieldRgba(0, 0, SIDE);
  }

  fieldValues() {
    return this.#playground.fieldValues(0, 0, SIDE);
  }

  unitFields() {
    return this.#playground.unitRgba(0, 0, SIDE);
  }

  dispose() {
    this.#playground.free();
  }
}
