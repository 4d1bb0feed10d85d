/** The weights of each layer. */

import { html, render } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import type { LookAnswer } from '../../session/looks/types';
import type { LaneSetup } from '../../session/types';
import type { Lens, LensModule, LensScene } from '../lens';
import type { Words } from './en';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

function rowsOf(words: Words, setup: LaneSetup, parameters: Float32Array): readonly Row[] {
  let before = setup.inputs.length;
  let start = 0;
  return setup.layers.map((units, layer) => {
    const weights = parameters.subarray(start, start + units * before);
    start += units * (before + 1);
    before = units;
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const variance = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / weights.length;
    return {
      name: layer === setup.layers.length - 1 ? words.output : words.hidden(layer + 1),
      count: weights.length,
      mean,
      deviation: Math.sqrt(variance),
    };
  });
}

class WeightsLens implements Lens<Words> {
  readonly request = { name: 'weights', replica: 0 } as const;
  readonly #host: HTMLElement;
  #scene: LensScene<Words> | undefined;
  #parameters: readonly Float32Array[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  dress(scene: LensScene<Words>): void {
    // What was told of other networks is of no use.
    if (scene.setups !== this.#scene?.setups) this.#parameters = [];
    this.#scene = scene;
    this.#render();
  }

  draw(_: unknown, look: LookAnswer | undefined): void {
    if (look?.name !== 'weights') return;
    this.#parameters = look.parameters;
    this.#render();
  }

  release(): void {
    this.#scene = undefined;
  }

  #render(): void {
    if (this.#scene === undefined) return;
    const { context, words, setups } = this.#scene;
    const { formats } = context;
    render(
      this.#parameters.map((parameters, lane) => {
        const setup = setups[lane];
        return setup === undefined
          ? ''
          : html`<table>
              <caption>
                ${words.caption(laneName(context, lane))}
              </caption>
              <thead>
                <tr>
                  <th scope="col">${words.layer}</th>
                  <th scope="col">${words.count}</th>
                  <th scope="col">${words.mean}</th>
                  <th scope="col">${words.deviation}</th>
                </tr>
              </thead>
              <tbody>
                ${rowsOf(words, setup, parameters).map(
                  ({ name, count, mean, deviation }) =>
                    html`<tr>
                      <th scope="row">${name}</th>
                      <td>${formats.count(count)}</td>
                      <td>${formats.loss(mean)}</td>
                      <td>${formats.loss(deviation)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`;
      }),
      this.#host,
    );
  }
}

export const weights: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host) => new WeightsLens(host),
};
