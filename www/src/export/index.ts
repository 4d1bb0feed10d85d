/** The dialog that takes the experiment, its pictures and its numbers out of the page. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { chartTexts, type ChartText } from '../controls/curves-region';
import { laneName, ownTexts } from '../controls/lane-card';
import { dropsOf } from '../controls/unit-marks';
import { valueText } from '../controls/context';
import type { Desk } from '../desk';
import { Dialog } from '../dialog';
import { save } from '../files';
import { inputName } from '../messages';
import { nest, schema } from '../schema';
import { RECORDED_STEPS, type Recording } from '../session/looks/recording';
import type { Frame } from '../session/types';
import { valueIn } from '../state';
import { curvesDrawing } from './curves';
import { toSvg } from './drawing';
import type { Words } from './en';
import { experimentText } from './experiment';
import { fileName } from './names';
import { openExperiment } from './open';
import { colorsOf, drawnPicture, fieldPicture, networkPicture, viewPicture } from './pictures';
import { pytorchScript } from './pytorch';
import { historyCsv, weightsCsv, weightsJson } from './tables';
import { WORDS } from './words';

/** Differences past these do not fit a caption. */
const MOST_NAMED = 3;

class ExportDialog {
  readonly #desk: Desk;
  readonly #words: Words;
  readonly #dialog = new Dialog('export');
  #lane: number;
  #theme: 'light' | 'dark' = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
  /** What became of the last press, for the eye and the ear. */
  #said = '';

  constructor(desk: Desk, words: Words) {
    this.#desk = desk;
    this.#words = words;
    const { target } = desk.context.state;
    this.#lane = target === 'all' ? 0 : target;
  }

  show(): void {
    const { context } = this.#desk;
    const words = this.#words;
    const { state } = context;
    this.#dialog.show(
      words.title,
      words.close,
      html`<div class="exports">
          ${this.#section(
            words.experiment,
            words.experimentHelp,
            html`${this.#button(words.download, () => {
              this.#save(undefined, 'experiment', 'json', experimentText(state));
            })}${this.#button(words.copy, () => this.#copy(experimentText(state)))}${this.#button(
              words.open,
              () => {
                this.#dialog.close();
                openExperiment(this.#desk, words, '');
              },
            )}`,
          )}
          ${this.#section(
            words.history,
            words.historyHelp,
            html`${this.#button('CSV', () => {
              this.#save(undefined, 'curves', 'csv', historyCsv(this.#desk.history));
            })}`,
          )}
          ${state.lanes.length > 1 ? this.#lanes() : nothing}
          ${this.#section(
            words.script,
            this.#drops() ? words.scriptDropout : words.scriptSame(context.formats.count(RECORDED_STEPS)),
            html`${this.#button(words.download, async () => {
              this.#save(this.#lane, 'pytorch', 'py', await this.#script());
            })}${this.#button(words.copy, async () => {
              await this.#copy(await this.#script());
            })}`,
          )}
          ${this.#section(
            words.weights,
            words.weightsHelp,
            html`${this.#button('CSV', async () => {
              const { setup, parameters } = await this.#weights();
              this.#save(this.#lane, 'weights', 'csv', weightsCsv(setup, parameters));
            })}${this.#button('JSON', async () => {
              const { setup, parameters, step } = await this.#weights();
              const about = { lane: laneName(context, this.#lane), run: 1, step, link: this.#desk.link };
              this.#save(this.#lane, 'weights', 'json', weightsJson(about, setup, parameters));
            })}`,
          )}
          ${this.#pictures()}
        </div>
        <p class="said" role="status">${this.#said}</p>`,
    );
  }

  #section(title: string, help: string, buttons: TemplateResult): TemplateResult {
    return html`<section class="export" aria-label=${title}>
      <div>
        <h3>${title}</h3>
        <p>${help}</p>
      </div>
      <div class="buttons">${buttons}</div>
    </section>`;
  }

  #button(text: string, act: () => void | Promise<void>): TemplateResult {
    return html`<button
      type="button"
      @click=${() => {
        void this.#do(act);
      }}
    >
      ${text}
    </button>`;
  }

  async #do(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#say(this.#words.failed(error instanceof Error ? error.message : String(error)));
      throw error;
    }
  }

  #say(text: string): void {
    this.#said = text;
    this.show();
  }

  #lanes(): TemplateResult {
    const { context } = this.#desk;
    return html`<div class="export-lane">
      <span class="label" id="export-lane">${this.#words.lane}</span>
      <div class="segments" role="radiogroup" aria-labelledby="export-lane">
        ${context.state.lanes.map(
          (_, lane) =>
            html`<label class="segment"
              ><input
                type="radio"
                name="export-lane"
                .checked=${live(lane === this.#lane)}
                @change=${() => {
                  this.#lane = lane;
                  this.show();
                }}
              /><span
                ><i class="swatch lane-${lane + 1}" aria-hidden="true"></i>${laneName(context, lane)}</span
              ></label
            >`,
        )}
      </div>
    </div>`;
  }

  #pictures(): TemplateResult {
    const words = this.#words;
    const { context, setups } = this.#desk;
    const hasClasses = setups.some(({ classes }) => classes > 0);
    const charts = chartTexts(context).filter(({ id }) => id === 'loss' || hasClasses);
    const row = (text: string, buttons: TemplateResult): TemplateResult =>
      html`<div class="picture-out" role="group" aria-label=${text}>
        <span>${text}</span><span class="buttons">${buttons}</span>
      </div>`;
    return html`<section class="export pictures-out" aria-label=${words.pictures}>
      <div>
        <h3>${words.pictures}</h3>
        <p>${words.picturesHelp}</p>
        <div class="segments" role="radiogroup" aria-label=${words.background}>
          ${(['light', 'dark'] as const).map(
            (theme) =>
              html`<label class="segment"
                ><input
                  type="radio"
                  name="export-theme"
                  .checked=${live(theme === this.#theme)}
                  @change=${() => {
                    this.#theme = theme;
                    this.show();
                  }}
                /><span>${words[theme]}</span></label
              >`,
          )}
        </div>
      </div>
      <div class="picture-outs">
        ${row(
          words.field,
          this.#button('PNG', () => this.#savePicture('field')),
        )}
        ${row(
          words.network,
          this.#button('PNG', () => this.#savePicture('network')),
        )}
        ${charts.map((chart) =>
          row(
            chart.id === 'loss' ? words.loss : words.accuracy,
            html`${this.#button('PNG', () => this.#saveChart(chart, 'png'))}${this.#button('SVG', () =>
              this.#saveChart(chart, 'svg'),
            )}`,
          ),
        )}
        ${
          context.state.tab === 'curves'
            ? nothing
            : row(
                words.view(context.messages.tabs[context.state.tab]),
                this.#button('PNG', () => this.#saveView()),
              )
        }
      </div>
    </section>`;
  }

  #save(lane: number | undefined, what: string, ending: string, content: BlobPart): void {
    const types: Readonly<Record<string, string>> = {
      json: 'application/json',
      csv: 'text/csv',
      py: 'text/x-python',
      svg: 'image/svg+xml',
      png: 'image/png',
    };
    const name = fileName(this.#desk.context.state, lane, what, ending);
    save(name, content, types[ending] ?? 'application/octet-stream');
    this.#say(this.#words.saved(name));
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(this.#words.copied);
    } catch {
      this.#say(this.#words.copyFailed);
    }
  }

  #drops(): boolean {
    const { inputs, units } = dropsOf(this.#desk.context.state, this.#lane);
    return inputs || units;
  }

  async #script(): Promise<string> {
    this.#say(this.#words.making);
    const { context, link } = this.#desk;
    const { settings } = context.state.lanes[this.#lane] ?? {};
    if (settings === undefined) throw new Error('There is no such lane');
    return pytorchScript({
      title: this.#title(this.#lane, undefined),
      link,
      settings,
      recording: await this.#record(JSON.stringify(nest(settings, schema.version))),
    });
  }

  async #record(experiment: string): Promise<Recording> {
    const { look } = await this.#desk.session.frame({
      steps: 0,
      budget: 0,
      lanes: [],
      look: { name: 'recording', experiment },
    });
    if (look?.name !== 'recording') throw new Error('The core recorded nothing');
    return look.recording;
  }

  /** A frame of all lanes at rest, with what is asked for of each. */
  #frame(wanted: { readonly field: boolean; readonly network: boolean }): Promise<Frame> {
    return this.#desk.session.frame({
      steps: 0,
      budget: 0,
      lanes: this.#desk.context.state.lanes.map(() => ({ ...wanted, hash: false })),
    });
  }

  async #weights() {
    const frame = await this.#frame({ field: false, network: true });
    const setup = this.#desk.setups[this.#lane];
    const parameters = frame.lanes[this.#lane]?.network?.parameters;
    if (setup === undefined || parameters === undefined) throw new Error('There is no such lane');
    return { setup, parameters, step: frame.step };
  }

  /** A lane in a legend: the name that it was given, or what sets it apart. */
  #legend(lane: number): string {
    const { context } = this.#desk;
    const own = ownTexts(context, lane).slice(0, MOST_NAMED).join(', ');
    return context.state.lanes[lane]?.name === '' && own !== '' ? own : laneName(context, lane);
  }

  /** The lane's name, what sets it apart, and the step, where one is named. */
  #title(lane: number, step: number | undefined): string {
    const { context } = this.#desk;
    const { state, formats } = context;
    const settings = state.lanes[lane]?.settings;
    const dataset =
      settings === undefined ? '' : valueText(context, 'data.dataset', valueIn(settings, 'data.dataset'));
    const own = ownTexts(context, lane).slice(0, MOST_NAMED);
    const parts = [dataset, ...own].join(', ');
    const name = laneName(context, lane);
    return step === undefined ? `${name}: ${parts}` : this.#words.caption(name, parts, formats.count(step));
  }

  async #savePicture(what: 'field' | 'network'): Promise<void> {
    const { session, colors: worn, context, setups, link } = this.#desk;
    const lane = this.#lane;
    const colors = colorsOf(this.#theme);
    // Asked for in one go, so that the page's own frames keep the page's colours.
    const painted = session.setPalette(colors.core);
    const asked = this.#frame({ field: what === 'field', network: what === 'network' });
    const restored = session.setPalette(worn.core);
    const frame = await asked;
    await Promise.all([painted, restored]);
    const setup = setups[lane];
    const shown = frame.lanes[lane];
    if (setup === undefined || shown === undefined) throw new Error('There is no such lane');
    const text = { title: this.#title(lane, frame.step), link };
    const { messages, state } = context;
    const blob =
      what === 'field'
        ? await fieldPicture(shown, setup, colors, { test: state.showTest }, text)
        : await networkPicture(
            shown,
            setup,
            colors,
            setup.inputs.map((input) => inputName(messages, input)),
            text,
          );
    this.#save(lane, what, 'png', blob);
  }

  /** What stands below the lanes, in the page's colours. */
  async #saveView(): Promise<void> {
    const { context, colors, link } = this.#desk;
    const { state, messages, formats } = context;
    const view = document.querySelector('#tab-panel > .lens');
    if (!(view instanceof HTMLElement)) throw new Error('No view is open');
    const { step } = await this.#frame({ field: false, network: false });
    const title = this.#words.captionAll(messages.tabs[state.tab], formats.count(step));
    this.#save(undefined, state.tab, 'png', await viewPicture(view, colors, { title, link }));
  }

  async #saveChart(chart: ChartText, ending: 'png' | 'svg'): Promise<void> {
    const { context, history, link } = this.#desk;
    const { state, messages, formats } = context;
    const datasets = new Set(
      state.lanes.map(({ settings }) =>
        valueText(context, 'data.dataset', valueIn(settings, 'data.dataset')),
      ),
    );
    const title = this.#words.captionAll([...datasets].join(' / '), formats.count(history.steps.at(-1) ?? 0));
    const drawing = curvesDrawing(history, colorsOf(this.#theme), {
      chart,
      lanes: state.lanes.map((_, lane) => this.#legend(lane)),
      train: messages.legend.train,
      dev: messages.legend.dev,
      steps: messages.curves.steps,
      spread: state.replicas > 1 ? messages.curves.spread(state.replicas) : undefined,
      title,
      link,
      formatX: formats.compact,
      formatY: chart.id === 'accuracy' ? formats.share : formats.plain,
    });
    this.#save(
      undefined,
      chart.id,
      ending,
      ending === 'svg' ? toSvg(drawing, `${chart.title}. ${title}`) : await drawnPicture(drawing),
    );
  }
}

export async function openExport(desk: Desk): Promise<void> {
  new ExportDialog(desk, await WORDS[desk.language]()).show();
}

/** Opens the dialog that experiments are brought in by, with a text in its box. */
export async function openExperimentText(desk: Desk, text: string): Promise<void> {
  openExperiment(desk, await WORDS[desk.language](), text);
}
