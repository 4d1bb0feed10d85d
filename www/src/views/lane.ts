/** One lane's card, kept up to date: the field at every frame, figures and network less often. */

import { render } from 'lit';
import type { Context } from '../controls/context';
import { countUnits, divergence, figures, laneName, marks, note } from '../controls/lane-card';
import { figuresOf } from '../history';
import { optionText } from '../messages';
import type { LaneFrame, LaneSetup, NetworkFrame } from '../session/types';
import { Throttle } from '../throttle';
import { FieldView } from './field';
import { NetworkView } from './network';
import type { Colors } from './palette';
import { toPlane } from './plane';

/** Three changes a second: what flashes more often than that can harm (WCAG 2.3.1). */
export const NETWORK_INTERVAL = 1000 / 3;
/** Figures that change faster than this cannot be read. */
const FIGURES_INTERVAL = 120;

function find<Kind extends Element>(root: Element, selector: string, kind: new () => Kind): Kind {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The card has no ${selector}`);
  return found;
}

function throttle(interval: number): Throttle {
  return new Throttle(
    interval,
    () => performance.now(),
    (callback, delay) => setTimeout(callback, delay),
  );
}

export class LaneView {
  readonly card: HTMLElement;
  readonly #lane: number;
  readonly #field: FieldView;
  readonly #network: NetworkView;
  readonly #figuresThrottle = throttle(FIGURES_INTERVAL);
  readonly #networkThrottle = throttle(NETWORK_INTERVAL);
  readonly #parts: Readonly<Record<'figures' | 'note' | 'diverged' | 'marks' | 'readout', HTMLElement>>;
  readonly #canvases: Readonly<Record<'field' | 'network', HTMLCanvasElement>>;
  #context: Context | undefined;
  #colors: Colors | undefined;
  #setup: LaneSetup | undefined;
  #frame: LaneFrame | undefined;
  #networkFrame: NetworkFrame | undefined;
  #pointer: readonly [number, number] | undefined;

  constructor(card: HTMLElement, lane: number) {
    this.card = card;
    this.#lane = lane;
    this.#canvases = {
      field: find(card, '.field-canvas', HTMLCanvasElement),
      network: find(card, '.network-canvas', HTMLCanvasElement),
    };
    this.#parts = {
      figures: find(card, '.figures', HTMLElement),
      note: find(card, '.note', HTMLElement),
      diverged: find(card, '.diverged', HTMLElement),
      marks: find(card, '.marks', HTMLElement),
      readout: find(card, '.readout', HTMLElement),
    };
    this.#field = new FieldView(this.#canvases.field);
    this.#network = new NetworkView(this.#canvases.network);
    this.#canvases.field.addEventListener('pointermove', (event) => {
      this.#pointer = [event.offsetX, event.offsetY];
      this.#readOut();
    });
    this.#canvases.field.addEventListener('pointerleave', () => {
      this.#pointer = undefined;
      this.#readOut();
    });
  }

  /** Whether a network asked for now would be drawn at once. */
  get networkDue(): boolean {
    return this.#networkThrottle.due;
  }

  /** New words, colours or setup: everything is drawn again from the last frame. */
  dress(context: Context, colors: Colors, setup: LaneSetup | undefined): void {
    const rebuilt = setup !== this.#setup;
    this.#context = context;
    this.#colors = colors;
    this.#setup = setup;
    if (rebuilt) {
      // The last frame shows another network.
      this.#frame = undefined;
      this.#networkFrame = undefined;
      return;
    }
    this.#drawField();
    this.#drawNetwork();
    this.#drawFigures();
  }

  draw(frame: LaneFrame): void {
    this.#frame = frame;
    if (frame.hash === undefined) delete this.card.dataset['weightsHash'];
    else this.card.dataset['weightsHash'] = frame.hash;
    this.#drawField();
    const { network } = frame;
    if (network !== undefined)
      this.#networkThrottle.run(() => {
        this.#networkFrame = network;
        this.#drawNetwork();
      });
    this.#figuresThrottle.run(() => {
      this.#drawFigures();
    });
  }

  release(): void {
    this.#field.release();
    this.#network.release();
  }

  #drawField(): void {
    const field = this.#frame?.field;
    const setup = this.#setup;
    if (field === undefined || setup === undefined) return;
    if (this.#context === undefined || this.#colors === undefined) return;
    this.#field.draw(field, setup, this.#colors, this.#context.state.showTest);
    this.#readOut();
  }

  #drawNetwork(): void {
    const frame = this.#networkFrame;
    const context = this.#context;
    const setup = this.#setup;
    if (frame === undefined || setup === undefined) return;
    if (context === undefined || this.#colors === undefined) return;
    const { messages } = context;
    const names = setup.inputs.map((input) => optionText(messages, 'inputs.features', input));
    this.#network.draw(frame, setup, this.#colors, names);
    const counts = countUnits(frame);
    render(marks(context, counts), this.#parts.marks);
    this.#canvases.network.setAttribute(
      'aria-label',
      messages.lane.networkSummary(
        laneName(context, this.#lane),
        [setup.inputs.length, ...setup.layers].join(' – '),
        counts.dropped,
      ),
    );
  }

  #drawFigures(): void {
    const context = this.#context;
    const frame = this.#frame;
    const setup = this.#setup;
    if (context === undefined) return;
    render(figures(context, frame === undefined ? undefined : figuresOf(frame.summary)), this.#parts.figures);
    if (frame === undefined || setup === undefined) return;
    render(note(context, this.#lane, frame.summary), this.#parts.note);
    render(divergence(context, frame.summary), this.#parts.diverged);
    const count = (set: number): number =>
      setup.points.set.reduce((sum, value) => sum + (value === set ? 1 : 0), 0);
    this.#canvases.field.setAttribute(
      'aria-label',
      context.messages.lane.fieldSummary(laneName(context, this.#lane), count(0), count(1)),
    );
  }

  #readOut(): void {
    const context = this.#context;
    const values = this.#pointer === undefined ? undefined : this.#field.at(...this.#pointer);
    const { readout } = this.#parts;
    if (context === undefined || values === undefined || this.#pointer === undefined) {
      readout.textContent = '';
      return;
    }
    const { messages, formats } = context;
    const [x1, x2] = toPlane(...this.#pointer, this.#field.size);
    // Two classes share one output, 2p − 1.
    const [output = 0] = values;
    const shares =
      this.#setup?.classes === 0 ? [] : values.length > 1 ? values : [(1 - output) / 2, (1 + output) / 2];
    const best = shares.reduce((top, value, index) => (value > (shares[top] ?? 0) ? index : top), 0);
    const text =
      shares.length === 0
        ? messages.lane.output(formats.coordinate(output))
        : messages.lane.probability(messages.lane.className(best), formats.percent(shares[best] ?? null));
    readout.textContent = messages.lane.hover(formats.coordinate(x1), formats.coordinate(x2), text);
  }
}
