/** One lane's card. When each part is drawn is decided for all lanes together, not here. */

import { nothing, render } from 'lit-html';
import type { Context } from '../controls/context';
import { edgeLegend, fieldLegend } from '../controls/field-legend';
import { divergence, figures, laneName, note } from '../controls/lane-card';
import { countUnits, marks, marksSentence } from '../controls/unit-marks';
import { figuresOf } from '../history';
import type { Parameter } from '../parameters/numbers';
import { inputName } from '../messages';
import { drawnLanes } from '../own-points';
import type { Slices } from '../slices';
import type {
  AugmentedFrame,
  FieldFrame,
  LaneFrame,
  LaneSetup,
  NetworkFrame,
  RunField,
} from '../session/types';
import type { CardTool } from './card-tool';
import { FieldView, type FieldPainter } from './field';
import { NetworkView } from './network';
import type { Colors } from './palette';
import { toPlane } from './plane';
import type { PracticeTool } from './practice-tool';
import type { Size } from './surface';

function find<Kind extends Element>(root: Element, selector: string, kind: new () => Kind): Kind {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The card has no ${selector}`);
  return found;
}

type Part = 'figures' | 'note' | 'diverged' | 'marks' | 'readout' | 'field-legend' | 'edge-legend';

/** What the card shows, each part from the frame it was last drawn from. */
interface Shown {
  readonly field?: FieldFrame;
  /** The field's run has no field any more. */
  readonly lost?: boolean;
  /** The other runs' outputs, all of one round. */
  readonly runs?: readonly RunField[];
  readonly network?: NetworkFrame;
  readonly augmented?: AugmentedFrame;
  readonly summary?: LaneFrame['summary'];
}

const NO_RUNS: readonly RunField[] = [];
/** So many figures stand side by side on a narrow card. */
const MOST_IN_A_ROW = 5;

export class LaneView {
  readonly card: HTMLElement;
  readonly #lane: number;
  readonly #slices: Slices;
  readonly #reach: () => Promise<CardTool>;
  readonly #field: FieldView;
  readonly #network: NetworkView;
  readonly #parts: Readonly<Record<Part, HTMLElement>>;
  readonly #canvases: Readonly<Record<'field' | 'network', HTMLCanvasElement>>;
  #context: Context | undefined;
  #colors: Colors | undefined;
  #setup: LaneSetup | undefined;
  #shown: Shown = {};
  #tool: CardTool | undefined;
  #practice: PracticeTool | undefined;
  #overlay: FieldPainter | undefined;
  #pointer: readonly [number, number] | undefined;

  /** Each part is drawn in a piece of its own. */
  constructor(card: HTMLElement, lane: number, slices: Slices, reach: () => Promise<CardTool>) {
    this.card = card;
    this.#lane = lane;
    this.#slices = slices;
    this.#reach = reach;
    this.#canvases = {
      field: find(card, '.field-canvas', HTMLCanvasElement),
      network: find(card, '.network-canvas', HTMLCanvasElement),
    };
    const part = (name: string): HTMLElement => find(card, `.${name}`, HTMLElement);
    this.#parts = {
      figures: part('figures'),
      note: part('note'),
      diverged: part('diverged'),
      marks: part('marks'),
      readout: part('readout'),
      'field-legend': part('field-legend'),
      'edge-legend': part('edge-legend'),
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
    this.#listen(this.#canvases.network);
  }

  /** What marks the network and answers for its weights, once it is there. */
  set tool(tool: CardTool | undefined) {
    this.#tool = tool;
    this.redraw();
  }

  /** What tells of augmentation and early stopping, where the lane has one of them. */
  set practice(practice: PracticeTool | undefined) {
    this.#practice = practice;
    this.#slices.add(this.#drawFigures);
    this.#slices.add(this.#drawField);
  }

  /** What an open lens draws over the field. */
  set overlay(paint: FieldPainter | undefined) {
    this.#overlay = paint;
    this.#slices.add(this.#drawField);
  }

  /** Draws again what the tool has a part in. */
  redraw(): void {
    this.#slices.add(this.#drawFigures);
    this.#slices.add(this.#drawNetwork);
  }

  #listen(canvas: HTMLCanvasElement): void {
    const hit = (tool: CardTool, event: MouseEvent): Parameter | undefined => {
      const parameters = this.#shown.network?.parameters;
      return parameters === undefined
        ? undefined
        : tool.hit(this.#lane, canvas, event.offsetX, event.offsetY, parameters);
    };
    canvas.addEventListener('pointerenter', () => {
      void this.#reach();
    });
    canvas.addEventListener('pointermove', (event) => {
      const found = this.#tool === undefined ? undefined : hit(this.#tool, event);
      canvas.classList.toggle('pointed', found !== undefined);
    });
    canvas.addEventListener('click', (event) => {
      void this.#reach().then((tool) => {
        const found = hit(tool, event);
        if (found !== undefined) tool.show(this.#lane, found, { x: event.clientX, y: event.clientY });
      });
    });
  }

  /** Opens the tool without a pointer. */
  readonly #inspect = (event: Event): void => {
    const opener = event.currentTarget;
    if (!(opener instanceof HTMLElement)) return;
    const { left: x, bottom: y } = opener.getBoundingClientRect();
    void this.#reach().then((tool) => {
      tool.show(this.#lane, undefined, { x, y, opener });
    });
  };

  /** New words, colours or setup: everything is drawn again as it was. */
  dress(context: Context, colors: Colors, setup: LaneSetup | undefined): void {
    // What was drawn of another network is of no use.
    if (setup !== this.#setup) this.#shown = {};
    this.#context = context;
    this.#colors = colors;
    this.#setup = setup;
    this.#slices.add(this.#drawLegends);
    this.#slices.add(this.#drawFigures);
    this.#slices.add(this.#drawField);
    this.#slices.add(this.#drawNetwork);
  }

  showField({ field, summary }: LaneFrame): void {
    if (field === undefined) return;
    this.#shown = { ...this.#shown, field, lost: summary.replicas[0]?.diverged !== undefined };
    this.#slices.add(this.#drawField);
  }

  showBoundaries(runs: readonly RunField[]): void {
    this.#shown = { ...this.#shown, runs };
    this.#slices.add(this.#drawField);
  }

  showNetwork({ network }: LaneFrame): void {
    if (network === undefined) return;
    this.#shown = { ...this.#shown, network };
    this.#slices.add(this.#drawNetwork);
  }

  showAugmented({ augmented }: LaneFrame): void {
    if (augmented === undefined) return;
    this.#shown = { ...this.#shown, augmented };
    this.#slices.add(this.#drawField);
    this.#drawNote();
  }

  showFigures({ summary, hash }: LaneFrame): void {
    this.#shown = { ...this.#shown, summary };
    if (hash === undefined) delete this.card.dataset['weightsHash'];
    else this.card.dataset['weightsHash'] = hash;
    this.#drawFigures();
  }

  release(): void {
    this.#field.release();
    this.#network.release();
  }

  readonly #drawLegends = (): void => {
    const context = this.#context;
    const setup = this.#setup;
    if (context === undefined || setup === undefined) return;
    render(fieldLegend(context, setup), this.#parts['field-legend']);
    render(edgeLegend(context, this.#inspect), this.#parts['edge-legend']);
  };

  readonly #drawField = (): void => {
    const { field, lost = false, runs = NO_RUNS, augmented } = this.#shown;
    const setup = this.#setup;
    const colors = this.#colors;
    if (field === undefined || setup === undefined) return;
    if (this.#context === undefined || colors === undefined) return;
    const { state } = this.#context;
    const bare = state.drawing === 'points' && drawnLanes(state).includes(this.#lane);
    const { showTest: test, boundaries } = state;
    const practice = this.#practice;
    const over = (canvas: CanvasRenderingContext2D, size: Size): void => {
      if (augmented !== undefined) practice?.paint(this.#lane, canvas, size, setup, colors, augmented);
      this.#overlay?.(this.#lane, canvas, size);
    };
    this.#field.draw(field, setup, colors, { test, lost, runs: boundaries ? runs : NO_RUNS, bare, over });
    this.#readOut();
  };

  readonly #drawNetwork = (): void => {
    const frame = this.#shown.network;
    const context = this.#context;
    const setup = this.#setup;
    if (frame === undefined || setup === undefined) return;
    if (context === undefined || this.#colors === undefined) return;
    const { messages } = context;
    const names = setup.inputs.map((input) => inputName(messages, input));
    const colors = this.#colors;
    this.#network.over = (canvas, layout) => {
      this.#tool?.paint(this.#lane, canvas, layout, frame, setup, colors);
    };
    this.#network.draw(frame, setup, colors, names);
    const counts = countUnits(frame, setup);
    render(marks(context, this.#lane, counts), this.#parts.marks);
    this.#canvases.network.setAttribute(
      'aria-label',
      messages.lane.networkSummary(
        laneName(context, this.#lane),
        [setup.inputs.length, ...setup.layers].join(' – '),
        marksSentence(context, this.#lane, counts),
      ),
    );
    this.#drawNote();
  };

  readonly #drawFigures = (): void => {
    const context = this.#context;
    const setup = this.#setup;
    const { summary } = this.#shown;
    if (context === undefined) return;
    render(
      figures(context, setup?.classes ?? 2, summary === undefined ? undefined : figuresOf(summary)),
      this.#parts.figures,
    );
    this.#parts.figures.classList.toggle('many', this.#parts.figures.childElementCount > MOST_IN_A_ROW);
    if (summary === undefined || setup === undefined) return;
    this.#drawNote();
    render(divergence(context, setup, summary), this.#parts.diverged);
    const count = (set: number): number =>
      setup.points.set.reduce((sum, value) => sum + (value === set ? 1 : 0), 0);
    this.#canvases.field.setAttribute(
      'aria-label',
      context.messages.lane.fieldSummary(laneName(context, this.#lane), count(0), count(1)),
    );
  };

  /** It tells of figures and of units, whichever came last. */
  #drawNote(): void {
    const context = this.#context;
    const setup = this.#setup;
    const { summary, network, augmented } = this.#shown;
    if (context === undefined || setup === undefined || summary === undefined) return;
    const counts = network === undefined ? undefined : countUnits(network, setup);
    const held = network === undefined ? '' : (this.#tool?.note(network) ?? '');
    const practice = this.#practice?.note(this.#lane, setup, summary, augmented) ?? nothing;
    render(note(context, this.#lane, setup, summary, counts, held, practice), this.#parts.note);
  }

  #readOut(): void {
    const context = this.#context;
    const values = this.#pointer === undefined ? undefined : this.#field.at(...this.#pointer);
    const { readout } = this.#parts;
    // A run that diverged has no value anywhere.
    if (
      context === undefined ||
      values === undefined ||
      this.#pointer === undefined ||
      this.#shown.lost === true
    ) {
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
