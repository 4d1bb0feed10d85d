/** The weights of each layer: how they are spread, and what each of them is. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import { layerName, sourceNames, unitName } from '../../parameters/names';
import { shapesOf } from '../../parameters/numbers';
import { weightText } from '../../parameters/text';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import { roundLimit } from '../../session/looks/histogram';
import type { LaneWeights } from '../../session/looks/weights';
import type { Frame, LaneSetup } from '../../session/types';
import { throttle } from '../../throttle';
import { FLASH_INTERVAL } from '../../views/field-pace';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import type { Words } from './en';
import { HistogramsView, ROW, type Row } from './histograms';
import { MatrixView } from './matrix';
import { cellAt } from './matrix-layout';
import { endText, share, shortText, summary, tables } from './texts';
import './weights.css';

type Look = Extract<LookAnswer, { readonly name: 'weights' }>;

/** A lane's two canvases. */
interface Views {
  readonly histograms: HistogramsView;
  readonly matrix: MatrixView;
}

class WeightsLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  /** Pictures that change faster than this would flash. */
  readonly #throttle = throttle(FLASH_INTERVAL);
  readonly #views: (Views | undefined)[] = [];
  #scene: LensScene<Words> | undefined;
  #look: Look | undefined;
  #layer = 0;
  #logarithmic = false;
  /** What the scale of the colours says. */
  #shownLimit = 0;
  /** What the pointer is on, lane by lane. */
  readonly #pointed: (string | undefined)[] = [];

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    if (this.#scene?.playing === true && !this.#throttle.due) return undefined;
    return { name: 'weights', layer: this.#layer };
  }

  dress(scene: LensScene<Words>): void {
    // What was told of other networks is of no use.
    if (scene.setups !== this.#scene?.setups) {
      this.#look = undefined;
      this.#layer = Math.min(this.#layer, this.#depth(scene.setups) - 1);
      this.#pointed.length = 0;
    }
    this.#scene = scene;
    this.#render();
    this.#tools.slices.add(this.#paint);
  }

  draw(_: Frame, look: LookAnswer | undefined): void {
    if (look?.name !== 'weights' || look.layer !== this.#layer) return;
    this.#throttle.flush(() => {
      this.#look = look;
      // In words and tables what changes at every step cannot be read; the colours' scale seldom changes, and must be true.
      const isScaled = this.#shownLimit !== this.#limit();
      if (isScaled || this.#scene?.playing !== true || this.#host.querySelector('details[open]') !== null)
        this.#render();
      this.#tools.slices.add(this.#paint);
    });
  }

  release(): void {
    for (const views of this.#views) {
      views?.histograms.release();
      views?.matrix.release();
    }
    this.#scene = undefined;
  }

  #depth(setups: readonly LaneSetup[]): number {
    return Math.max(1, ...setups.map(({ layers }) => layers.length));
  }

  readonly #choose = (layer: number): void => {
    this.#layer = layer;
    this.#render();
    this.#tools.refresh();
  };

  /** Every lane's pictures, each in a piece of its own. */
  readonly #paint = (): void => {
    const count = this.#scene?.setups.length ?? 0;
    for (let lane = 0; lane < count; lane += 1)
      this.#tools.slices.add(this.#pieces[lane] ?? (() => undefined));
  };

  readonly #pieces = [0, 1, 2, 3].map((lane) => () => {
    this.#paintLane(lane);
  });

  #paintLane(lane: number): void {
    const scene = this.#scene;
    const setup = scene?.setups[lane];
    const weights = this.#look?.lanes[lane];
    const views = this.#viewsOf(lane);
    if (scene === undefined || setup === undefined || views === undefined) return;
    if (weights === undefined) {
      views.histograms.show([], [], 0, false, scene.colors);
      views.matrix.show(undefined, scene.colors);
      return;
    }
    const { words, colors } = scene;
    const rows = weights.layers.map((layer, index): Row => {
      const end = endText(layer.limit, words);
      return {
        name: layerName(words, setup, index),
        layer,
        notes: [
          words.deviationShort(shortText(layer.deviation, words)),
          words.nearShort(share(layer.near, layer)),
        ],
        ends: [`−${end}`, end],
      };
    });
    views.histograms.show(rows, this.#fullest(), this.#layer, this.#logarithmic, colors);
    const shape = shapesOf(setup)[this.#layer];
    views.matrix.show(
      shape === undefined || weights.matrix.length === 0
        ? undefined
        : {
            shape,
            values: weights.matrix,
            limit: this.#limit(),
            held: weights.held,
            from:
              this.#layer === 0
                ? sourceNames(words, scene.context.messages, setup, 0)
                : Array.from({ length: shape.inputs }, (_, unit) => String(unit + 1)),
            to: Array.from({ length: shape.outputs }, (_, unit) => String(unit + 1)),
            biasName: words.bias,
          },
      colors,
    );
  }

  /** The fullest bin of each layer in all lanes. */
  #fullest(): readonly number[] {
    const lanes = this.#look?.lanes ?? [];
    const depth = Math.max(0, ...lanes.map(({ layers }) => layers.length));
    return Array.from({ length: depth }, (_, layer) =>
      Math.max(0, ...lanes.flatMap(({ layers }) => Array.from(layers[layer]?.bins ?? []))),
    );
  }

  /** What the ends of the matrices' scale stand for: a round number above every lane's largest weight or bias. */
  #limit(): number {
    let largest = 0;
    for (const { matrix } of this.#look?.lanes ?? [])
      for (const value of matrix) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    return roundLimit(largest);
  }

  #viewsOf(lane: number): Views | undefined {
    const kept = this.#views[lane];
    const canvas = (name: string): HTMLCanvasElement | undefined => {
      const found = this.#host.querySelector(`[data-weights="${lane}"] .${name}`);
      return found instanceof HTMLCanvasElement ? found : undefined;
    };
    const histograms = canvas('weights-histograms');
    const matrix = canvas('weights-matrix');
    if (histograms === undefined || matrix === undefined) return undefined;
    if (kept?.histograms.canvas === histograms) return kept;
    const made = { histograms: new HistogramsView(histograms), matrix: new MatrixView(matrix) };
    this.#views[lane] = made;
    return made;
  }

  #cell(
    lane: number,
    event: MouseEvent,
  ): { readonly to: number; readonly from: number | undefined } | undefined {
    const layout = this.#views[lane]?.matrix.layout;
    return layout === undefined ? undefined : cellAt(layout, event.offsetX, event.offsetY);
  }

  #point(lane: number, event: PointerEvent): void {
    const scene = this.#scene;
    const setup = scene?.setups[lane];
    const shape = setup === undefined ? undefined : shapesOf(setup)[this.#layer];
    const cell = this.#cell(lane, event);
    let text: string | undefined;
    if (scene !== undefined && setup !== undefined && shape !== undefined && cell !== undefined) {
      const { words } = scene;
      const { inputs, outputs } = shape;
      const { to, from } = cell;
      const values = this.#look?.lanes[lane]?.matrix;
      const value = values?.[from === undefined ? inputs * outputs + to : to * inputs + from] ?? Number.NaN;
      const target = unitName(words, setup, this.#layer, to);
      const shown = weightText(value, words.lost);
      text =
        from === undefined
          ? words.readBias(target, shown)
          : words.read(
              sourceNames(words, scene.context.messages, setup, this.#layer)[from] ?? '',
              target,
              shown,
            );
    }
    this.#pointed[lane] = text;
    this.#render();
  }

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { words, context, setups } = scene;
    const deepest = setups.reduce<LaneSetup | undefined>(
      (most, setup) => (setup.layers.length > (most?.layers.length ?? 0) ? setup : most),
      undefined,
    );
    render(
      html`<div class="weights">
        <div class="weights-options">
          <label
            >${words.show}
            <select
              id="weights-layer"
              .value=${live(String(this.#layer))}
              @change=${(event: Event) => {
                if (event.target instanceof HTMLSelectElement) this.#choose(Number(event.target.value));
              }}
            >
              ${deepest?.layers.map(
                (_, layer) =>
                  html`<option value=${layer} ?selected=${layer === this.#layer}>
                    ${layerName(words, deepest, layer)}
                  </option>`,
              )}
            </select></label
          >
          <label
            ><input
              type="checkbox"
              id="weights-log"
              .checked=${live(this.#logarithmic)}
              @change=${() => {
                this.#logarithmic = !this.#logarithmic;
                this.#render();
                this.#tools.slices.add(this.#paint);
              }}
            />${words.logarithmic}</label
          >
          <p>${words.explain}</p>
        </div>
        <div class="weights-lanes" data-count=${context.state.lanes.length}>
          ${context.state.lanes.map((_, lane) => this.#lane(scene, lane))}
        </div>
      </div>`,
      this.#host,
    );
  }

  #lane(scene: LensScene<Words>, lane: number): TemplateResult {
    const { words, context, setups } = scene;
    const setup = setups[lane];
    const weights: LaneWeights | undefined = this.#look?.lanes[lane];
    const name = laneName(context, lane);
    const shape = setup === undefined ? undefined : shapesOf(setup)[this.#layer];
    const layer = setup === undefined ? '' : layerName(words, setup, this.#layer);
    const { inspect } = this.#tools;
    return html`<section data-weights=${lane} aria-labelledby="weights-${lane}">
      <header>
        <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>
        <h3 id="weights-${lane}">${words.caption(name)}</h3>
      </header>
      <div class="weights-pictures">
        <canvas
          class="weights-histograms"
          role="img"
          aria-label=${weights === undefined ? words.waiting : summary(scene, lane, weights)}
          @click=${(event: MouseEvent) => {
            const row = Math.floor(event.offsetY / ROW);
            if (row < (setup?.layers.length ?? 0)) this.#choose(row);
          }}
        ></canvas>
        <div class="weights-one">
          <h4>${shape === undefined ? words.none(name) : words.matrix(layer)}</h4>
          <canvas
            class="weights-matrix"
            role="img"
            aria-label=${
              shape === undefined
                ? words.none(name)
                : words.summaryMatrix(name, layer, String(shape.outputs), String(shape.inputs))
            }
            @pointermove=${(event: PointerEvent) => {
              this.#point(lane, event);
            }}
            @pointerleave=${() => {
              this.#pointed[lane] = undefined;
              this.#render();
            }}
            @click=${(event: MouseEvent) => {
              const cell = this.#cell(lane, event);
              if (cell !== undefined)
                this.#tools.inspect?.(
                  lane,
                  { layer: this.#layer, ...cell },
                  { x: event.clientX, y: event.clientY },
                );
            }}
          ></canvas>
          <div class="weights-key">
            <span
              >−${this.#limitText(words)}
              <i class="scale" aria-hidden="true"></i> ${this.#limitText(words)}</span
            >
            <span><i class="weights-frozen" aria-hidden="true"></i>${words.frozenKey}</span>
            <span><i class="weights-edited" aria-hidden="true"></i>${words.editedKey}</span>
          </div>
          <p class="weights-read" aria-hidden="true">
            ${this.#pointed[lane] ?? (inspect === undefined ? words.hintRead : words.hint)}
          </p>
          ${
            inspect === undefined
              ? nothing
              : html`<button
                  type="button"
                  class="minor"
                  aria-label=${words.inspectIn(name)}
                  @click=${(event: Event) => {
                    if (!(event.currentTarget instanceof HTMLElement)) return;
                    const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
                    const parameter = { layer: this.#layer, to: 0, from: 0 };
                    inspect(lane, parameter, { x, y, opener: event.currentTarget });
                  }}
                >
                  ${words.inspect}
                </button>`
          }
        </div>
      </div>
      <details
        class="chart-table"
        @toggle=${() => {
          this.#render();
        }}
      >
        <summary>${words.table}</summary>
        <div class="table-body" tabindex="0" role="group" aria-label=${words.caption(name)}>
          ${weights === undefined || !this.#isOpen(lane) ? nothing : tables(scene, lane, this.#layer, shape, weights)}
        </div>
      </details>
    </section>`;
  }

  #limitText(words: Words): string {
    this.#shownLimit = this.#limit();
    return endText(this.#limit(), words);
  }

  /** A closed table is not made: it may have hundreds of cells. */
  #isOpen(lane: number): boolean {
    return this.#host.querySelector(`[data-weights="${lane}"] details[open]`) !== null;
  }
}

export const weights: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new WeightsLens(host, tools),
};
