/**
 * What is measured: networks, batches and the experiments that describe them to trainscope. Every network reads x1 and
 * x2; squared error has one linear output and targets of ±1, softmax one logit a class.
 */

import WORKS from '../works.json' with { type: 'json' };

export { WORKS };

/** Divides by every batch below, so that no epoch ends in a smaller one. */
export const POINTS = 1280;
/** Points along each side of a field. */
export const SIDE = 100;

/** Units of each layer, inputs and outputs included. */
export function sizesOf({ hidden, loss }) {
  return [2, ...hidden, loss === 'mse' ? 1 : 2];
}

/** The experiment as trainscope reads it. All points are for training: what it draws is what everyone trains on. */
export function experimentOf(work, points, batch, { optimizer = 'sgd', dropout = 0 } = {}) {
  return {
    data: { dataset: 'circle', points, noise: 0 },
    split: { train: 10, dev: 0, test: 0 },
    network: { layers: work.hidden, activation: work.activation },
    initialization: { weights: work.activation === 'tanh' ? 'xavier_normal' : 'he_normal' },
    dropout: { p: dropout },
    training: { loss: work.loss, optimizer, learning_rate: work.rate, batch },
  };
}

/**
 * Floating-point operations of one step: a multiplication and an addition for each weight and example in the forward
 * pass, in the weights' gradient, and, but for the first layer, in the inputs' gradient.
 */
export function operationsOf(work) {
  const sizes = sizesOf(work);
  let multiplyAdds = 0;
  for (let layer = 1; layer < sizes.length; layer += 1)
    multiplyAdds += sizes[layer - 1] * sizes[layer] * (layer === 1 ? 2 : 3);
  return 2 * multiplyAdds * work.batch;
}

/**
 * The weights' and biases' places in a flat list, layer by layer: `weight[out][in]`, then `bias[out]`. It is the order
 * in which trainscope hands its parameters out.
 */
export function placesOf(sizes) {
  let at = 0;
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer];
    const weights = at;
    const biases = weights + inputs * outputs;
    at = biases + outputs;
    return { inputs, outputs, weights, biases, end: at };
  });
}
