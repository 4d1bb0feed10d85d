/** One step, slowly: the next step of a lane's first run, phase by phase, before it is made. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import type { Parameter } from '../../inspector/parameters';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { Frame } from '../../session/types';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { StepDrawing, type Drawn } from './drawing';
import type { Words } from './en';
import { beside, PHASES, type Phase } from './phases';
import { PointsView } from './points';
import { allUnits, fullName, sentence, sourceNames, unitTable, type Told } from './texts';
import './step.css';

type Look = Extract<LookAnswer, { readonly name: 'step' }>;

/** Milliseconds that each phase stands when it plays by itself: time to read its sentence. */
const PACE = 4000;

class StepLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  #scene: LensScene<Words> | undefined;
  #look: Look | undefined;
  #lane = 0;
  #example = 0;
  #chosen: Parameter = { layer: 0, to: 0, from: undefined };
  #phase: Phase = 'batch';
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The step that this lens asked to be made. */
  #finished: number | undefined;
  /** What there is to say of it. */
  #made: string | undefined;
  #drawing: StepDrawing | undefined;
  #points: PointsView | undefined;

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    const scene = this.#scene;
    // The next step of a running training is over before it can be read.
    if (scene === undefined || scene.playing) return undefined;
    const { layer, to } = this.#chosen;
    return { name: 'step', lane: this.#lane, example: this.#example, layer, unit: to };
  }

  dress(scene: LensScene<Words>): void {
    const before = this.#scene;
    this.#scene = scene;
    if (scene.setups !== before?.setups) {
      this.#forget();
      if (this.#lane >= scene.setups.length) this.#lane = 0;
      this.#chosen = { layer: 0, to: 0, from: undefined };
    }
    if (scene.playing) {
      this.#forget();
      this.#stop();
    } else if (before?.playing === true) this.#tools.refresh();
    this.#render();
    this.#tools.slices.add(this.#paint);
  }

  draw(_: Frame, look: LookAnswer | undefined): void {
    if (look?.name !== 'step' || look.lane !== this.#lane) return;
    const { layer, to } = this.#chosen;
    if (look.layer !== layer || look.unit !== to) return;
    const step = look.facts?.step;
    if (step !== this.#look?.facts?.step) {
      this.#phase = 'batch';
      const { words, context } = this.#scene ?? {};
      // Only of a step that was finished here is said what became of it.
      this.#made =
        look.made === true && step !== undefined && this.#finished === step - 1
          ? words?.made(context?.formats.count(step - 1) ?? '')
          : undefined;
    }
    this.#look = look;
    this.#example = look.facts?.example ?? this.#example;
    this.#render();
    this.#tools.slices.add(this.#paint);
  }

  release(): void {
    this.#stop();
    this.#drawing?.release();
    this.#points?.release();
    this.#scene = undefined;
  }

  #forget(): void {
    this.#look = undefined;
    this.#phase = 'batch';
    this.#made = undefined;
    this.#finished = undefined;
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.#render();
    this.#tools.slices.add(this.#paint);
    const told = this.#told;
    if (told !== undefined) this.#tools.announce(sentence(told, phase));
  }

  readonly #next = (): void => {
    const next = beside(this.#phase, 1);
    if (next === undefined) this.#finish();
    else this.#go(next);
  };

  readonly #finish = (): void => {
    const step = this.#look?.facts?.step;
    if (step === undefined) return;
    this.#finished = step;
    this.#tools.step();
  };

  #play(): void {
    this.#timer = setInterval(this.#next, PACE);
    this.#render();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** By hand it goes on by hand. */
  readonly #byHand = (act: () => void) => (): void => {
    this.#stop();
    act();
    this.#render();
  };

  get #told(): Told | undefined {
    const scene = this.#scene;
    const look = this.#look;
    const setup = scene?.setups[this.#lane];
    const settings = scene?.context.state.lanes[this.#lane]?.settings;
    const facts = look?.facts;
    return scene === undefined ||
      look === undefined ||
      setup === undefined ||
      settings === undefined ||
      facts === undefined
      ? undefined
      : { scene, setup, settings, answer: look, facts };
  }

  readonly #paint = (): void => {
    const scene = this.#scene;
    const told = this.#told;
    const [network, field] = ['step-network', 'step-points'].map((name) =>
      this.#host.querySelector(`.${name}`),
    );
    if (scene === undefined) return;
    if (network instanceof HTMLCanvasElement && this.#drawing?.canvas !== network) {
      this.#drawing?.release();
      this.#drawing = new StepDrawing(network);
    }
    if (field instanceof HTMLCanvasElement && this.#points?.canvas !== field) {
      this.#points?.release();
      this.#points = new PointsView(field);
    }
    this.#drawing?.show(told === undefined ? undefined : this.#drawn(told), scene.colors);
    this.#points?.show(
      told === undefined
        ? undefined
        : { setup: told.setup, batch: told.facts.points, example: told.facts.example },
      scene.colors,
    );
  };

  /** What the phase says of each unit and of each weight. */
  #drawn(told: Told): Drawn {
    const { setup, facts, answer } = told;
    const phase = this.#phase;
    const inputs = setup.inputs.length;
    const total = facts.a.length;
    const biases = setup.layers.flatMap((units, layer) =>
      Array.from({ length: units }, (_, unit) => this.#biasChange(told, layer, unit)),
    );
    const unit = (at: number): number | undefined => {
      switch (phase) {
        case 'batch':
          return facts.x[at];
        case 'mask':
          return facts.factors[at];
        case 'forward':
        case 'loss':
          return facts.a[at];
        case 'backward':
          return at < inputs ? undefined : facts.delta[at - inputs];
        case 'update':
          return at < inputs ? undefined : biases[at - inputs];
      }
    };
    const { before, gradient, change } = answer.edges;
    return {
      setup,
      phase,
      names: sourceNames(told, 0),
      units: Array.from({ length: total }, (_, at) => unit(at)),
      dropped: Array.from({ length: total }, (_, at) => facts.factors[at] === 0),
      edges: phase === 'update' ? change : phase === 'backward' ? gradient : before,
      held: answer.held,
      chosen: this.#chosen,
    };
  }

  #biasChange({ setup, answer }: Told, layer: number, unit: number): number | undefined {
    let start = 0;
    let before = setup.inputs.length;
    for (const units of setup.layers.slice(0, layer)) {
      start += (before + 1) * units;
      before = units;
    }
    return answer.edges.change[start + before * (setup.layers[layer] ?? 0) + unit];
  }

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    render(html`<div class="step">${this.#body(scene)}</div>`, this.#host);
  }

  #body(scene: LensScene<Words>): TemplateResult {
    const { words, context, playing } = scene;
    if (playing)
      return html`<div class="step-rest">
        <p>${words.playing}</p>
        <button
          type="button"
          id="step-pause"
          @click=${() => {
            this.#tools.toggle();
          }}
        >
          ${words.pause}
        </button>
      </div>`;
    const told = this.#told;
    if (told === undefined)
      return html`<div class="step-rest">
        ${this.#laneChoice(scene)}
        <p>${this.#look === undefined ? words.waiting : words.diverged(laneName(context, this.#lane))}</p>
      </div>`;
    const { facts, setup } = told;
    const { count } = context.formats;
    const name = laneName(context, this.#lane);
    const text = sentence(told, this.#phase);
    const { layer, to } = this.#chosen;
    return html`<div class="step-head">
        <h3>${words.title(count(facts.step), name)}</h3>
        ${this.#laneChoice(scene)}
        <label
          >${words.example}
          <select
            id="step-example"
            .value=${live(String(facts.example))}
            @change=${(event: Event) => {
              if (event.target instanceof HTMLSelectElement) this.#follow(Number(event.target.value));
            }}
          >
            ${Array.from(
              facts.points,
              (_, index) =>
                html`<option value=${index} ?selected=${index === facts.example}>
                  ${words.exampleOption(count(index + 1), count(facts.points.length))}
                </option>`,
            )}
          </select></label
        >
      </div>
      <div class="step-controls">
        <div class="step-phases" role="group" aria-label=${words.phasesLabel}>
          ${PHASES.map(
            (phase, index) =>
              html`<button
                type="button"
                data-phase=${phase}
                aria-current=${phase === this.#phase ? 'step' : 'false'}
                @click=${this.#byHand(() => {
                  this.#go(phase);
                })}
              >
                <i aria-hidden="true">${index + 1}</i>${words.phases[phase]}
              </button>`,
          )}
        </div>
        <div class="step-buttons">
          <button
            type="button"
            id="step-previous"
            ?disabled=${beside(this.#phase, -1) === undefined}
            @click=${this.#byHand(() => {
              this.#go(beside(this.#phase, -1) ?? this.#phase);
            })}
          >
            ${words.previous}
          </button>
          <button
            type="button"
            id="step-next"
            ?disabled=${beside(this.#phase, 1) === undefined}
            @click=${this.#byHand(this.#next)}
          >
            ${words.next}
          </button>
          <button type="button" id="step-finish" class="primary" @click=${this.#byHand(this.#finish)}>
            ${words.finish}
          </button>
          ${
            this.#still.matches
              ? nothing
              : html`<button
                  type="button"
                  id="step-auto"
                  aria-pressed=${this.#timer === undefined ? 'false' : 'true'}
                  @click=${() => {
                    if (this.#timer === undefined) this.#play();
                    else {
                      this.#stop();
                      this.#render();
                    }
                  }}
                >
                  ${this.#timer === undefined ? words.auto : words.autoStop}
                </button>`
          }
        </div>
      </div>
      <p class="step-sentence">${text}</p>
      <div class="step-body">
        <figure class="step-field">
          <canvas
            class="step-points"
            role="img"
            aria-label=${words.field(count(facts.points.length))}
            @click=${(event: MouseEvent) => {
              const example = this.#points?.at(event.offsetX, event.offsetY);
              if (example !== undefined) this.#follow(example);
            }}
          ></canvas>
          <figcaption>${words.field(count(facts.points.length))}. ${words.fieldHint}</figcaption>
        </figure>
        <figure>
          <canvas
            class="step-network"
            role="img"
            aria-label=${words.drawing(name, words.phases[this.#phase], text)}
            @click=${(event: MouseEvent) => {
              const unit = this.#drawing?.at(event.offsetX, event.offsetY);
              if (unit !== undefined) this.#choose(unit.layer, unit.to);
            }}
          ></canvas>
          <figcaption>
            ${
              told.answer.edges.before.length === 0
                ? words.tooLarge(
                    setup.layers
                      .map(
                        (units, index) => `${units} × ${[setup.inputs.length, ...setup.layers][index] ?? 0}`,
                      )
                      .join(', '),
                  )
                : words.shows[this.#phase]
            }
            ${words.drawingHint}
          </figcaption>
        </figure>
        <div class="step-numbers">
          <label
            >${words.unit}
            <select
              id="step-unit"
              .value=${live(`${layer} ${to}`)}
              @change=${(event: Event) => {
                if (!(event.target instanceof HTMLSelectElement)) return;
                const [chosen = 0, unit = 0] = event.target.value.split(' ').map(Number);
                this.#choose(chosen, unit);
              }}
            >
              ${setup.layers.flatMap((units, index) =>
                Array.from(
                  { length: units },
                  (_, unit) =>
                    html`<option value="${index} ${unit}" ?selected=${index === layer && unit === to}>
                      ${fullName(words, setup, index, unit)}
                    </option>`,
                ),
              )}
            </select></label
          >
          ${unitTable(told, this.#phase)}
        </div>
      </div>
      <p class="step-note">
        ${this.#made === undefined ? nothing : html`<b>${this.#made}</b> `}${words.allLanes}
      </p>
      <details
        class="chart-table"
        @toggle=${() => {
          this.#render();
        }}
      >
        <summary>${words.table}</summary>
        <div class="table-body" tabindex="0" role="group" aria-label=${words.table}>
          ${this.#host.querySelector('details[open]') === null ? nothing : allUnits(told)}
        </div>
      </details>`;
  }

  #laneChoice({ words, context }: LensScene<Words>): TemplateResult | typeof nothing {
    const { lanes } = context.state;
    if (lanes.length < 2) return nothing;
    return html`<label
      >${words.lane}
      <select
        id="step-lane"
        .value=${live(String(this.#lane))}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLSelectElement)) return;
          this.#lane = Number(event.target.value);
          this.#chosen = { layer: 0, to: 0, from: undefined };
          this.#forget();
          this.#render();
          this.#tools.refresh();
        }}
      >
        ${lanes.map(
          (_, lane) =>
            html`<option value=${lane} ?selected=${lane === this.#lane}>${laneName(context, lane)}</option>`,
        )}
      </select></label
    >`;
  }

  #follow(example: number): void {
    this.#stop();
    this.#example = example;
    this.#tools.refresh();
  }

  #choose(layer: number, to: number): void {
    this.#chosen = { layer, to, from: undefined };
    this.#tools.refresh();
  }
}

export const step: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new StepLens(host, tools),
};
