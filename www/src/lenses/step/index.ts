/** One step, slowly: the next step of a lane's first run, phase by phase, before it is made. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import { fullUnitName } from '../../parameters/names';
import type { Parameter } from '../../parameters/numbers';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { Frame } from '../../session/types';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { exampleChoice, laneChoice, phaseControls } from './controls';
import { StepDrawing } from './drawing';
import { drawnOf } from './drawn';
import type { Words } from './en';
import { beside, type Phase } from './phases';
import { PointsView } from './points';
import { allUnits, sentence, unitTable, type Told } from './texts';
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
    this.#drawing?.show(
      told === undefined ? undefined : drawnOf(told, this.#phase, this.#chosen),
      scene.colors,
    );
    this.#points?.show(
      told === undefined
        ? undefined
        : { setup: told.setup, batch: told.facts.points, example: told.facts.example },
      scene.colors,
    );
  };

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
          data-acts
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
        ${laneChoice(scene, this.#lane, this.#chooseLane)}
        <p>${this.#look === undefined ? words.waiting : words.diverged(laneName(context, this.#lane))}</p>
      </div>`;
    const { facts, setup } = told;
    const { count } = context.formats;
    const name = laneName(context, this.#lane);
    const text = sentence(told, this.#phase);
    const { layer, to } = this.#chosen;
    return html`<div class="step-head">
        <h3>${words.title(count(facts.step), name)}</h3>
        ${laneChoice(scene, this.#lane, this.#chooseLane)}
        ${exampleChoice(scene, facts, (example) => {
          this.#follow(example);
        })}
      </div>
      ${this.#phaseControls(words)}
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
                      ${fullUnitName(words, setup, index, unit)}
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

  #phaseControls(words: Words): TemplateResult {
    return phaseControls(words, {
      phase: this.#phase,
      auto: this.#still.matches ? undefined : this.#timer !== undefined,
      go: (phase) => {
        this.#stop();
        this.#go(phase);
      },
      next: this.#byHand(this.#next),
      finish: this.#byHand(this.#finish),
      toggleAuto: () => {
        if (this.#timer === undefined) this.#play();
        else {
          this.#stop();
          this.#render();
        }
      },
    });
  }

  readonly #chooseLane = (lane: number): void => {
    this.#lane = lane;
    this.#chosen = { layer: 0, to: 0, from: undefined };
    this.#forget();
    this.#render();
    this.#tools.refresh();
  };

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
