/** The dialog that experiments are brought in by, as JSON. */

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Desk } from '../desk';
import { Dialog } from '../dialog';
import { receiver } from '../files';
import { noticesOf, placeOf } from '../repair';
import { schema } from '../schema';
import type { Refusal } from '../session/types';
import { MOST_LANES } from '../state';
import type { Words } from './en';
import { readExperiments, settingsOf } from './experiment';

/** What the core refused, where the page's own notices say too little: a text that belongs to no field. */
function ownText(words: Words, { path, got, allowed }: Refusal): string | undefined {
  const rule =
    typeof allowed === 'object' && allowed !== null && 'rule' in allowed ? allowed.rule : undefined;
  const place = placeOf(path);
  const text =
    rule === 'no_such_field'
      ? words.noSuchField(place.path)
      : rule === 'version'
        ? words.otherVersion(got, String(schema.version))
        : rule === 'json'
          ? words.notObject(got)
          : undefined;
  return text === undefined || place.lane === undefined ? text : words.inLane(place.lane + 1, text);
}

/** Every problem by its field, in the visitor's language. */
export function problemTexts(
  { context }: Desk,
  words: Words,
  refusals: readonly Refusal[],
): readonly string[] {
  const { formats, asides } = context;
  const rest = refusals.filter((refusal) => ownText(words, refusal) === undefined);
  return [
    ...refusals.flatMap((refusal) => ownText(words, refusal) ?? []),
    ...noticesOf(rest, MOST_LANES).map((notice) => asides?.noticeText(formats, notice) ?? ''),
  ];
}

/** What is wrong with a text, or nothing where its experiments can be opened. */
async function problemsOf(desk: Desk, words: Words, text: string): Promise<readonly string[]> {
  const read = readExperiments(text);
  if (!read.ok) return [words.notJson(String(read.line), String(read.column))];
  const { length } = read.lanes;
  if (length < 1 || length > MOST_LANES) return [words.laneCount(String(length))];
  const { look } = await desk.session.frame({
    steps: 0,
    budget: 0,
    lanes: [],
    look: {
      name: 'check',
      lanes: JSON.stringify(read.lanes),
      replicas: desk.context.state.replicas,
    },
  });
  return look?.name === 'check' ? problemTexts(desk, words, look.refusals) : [];
}

export function openExperiment(desk: Desk, words: Words, text: string): void {
  const dialog = new Dialog('open');
  let shown = text;
  let problems: readonly string[] = [];
  const take = async (): Promise<void> => {
    problems = await problemsOf(desk, words, shown);
    const read = readExperiments(shown);
    if (problems.length > 0 || !read.ok) {
      show();
      return;
    }
    const { dispatch, messages } = desk.context;
    dispatch({ type: 'replace', settings: settingsOf(read.lanes) });
    dialog.close();
    desk.announce(words.loaded(messages.transport.laneCount(String(read.lanes.length))));
  };
  const receive = receiver((received) => {
    shown = received;
    void take();
  });
  const show = (): void => {
    dialog.show(
      words.openTitle,
      words.close,
      html`<p>${words.openHelp}</p>
        <textarea
          id="open-json"
          rows="12"
          spellcheck="false"
          aria-label=${words.openBox}
          aria-invalid=${problems.length === 0 ? 'false' : 'true'}
          aria-describedby=${problems.length === 0 ? nothing : 'open-problems'}
          .value=${live(shown)}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLTextAreaElement) shown = event.target.value;
          }}
          @dragover=${receive.over}
          @drop=${receive.drop}
        ></textarea>
        ${
          problems.length === 0
            ? nothing
            : html`<div class="complaints" id="open-problems" role="alert">
                <p>${words.problems(problems.length)}</p>
                <ul>
                  ${problems.map((problem) => html`<li>${problem}</li>`)}
                </ul>
              </div>`
        }
        <div class="buttons">
          <button
            type="button"
            class="primary"
            @click=${() => {
              void take();
            }}
          >
            ${words.load}
          </button>
          <label class="file-button"
            >${words.choose}<input type="file" accept=".json,application/json" @change=${receive.chosen}
          /></label>
        </div>`,
    );
  };
  show();
  // What was dropped on the page is opened at once, where it can be.
  if (text !== '') void take();
}
