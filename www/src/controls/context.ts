/** What every control is given: the state to show, the words, and where to send what the visitor does. */

import type { Formats } from '../format';
import type { Asides } from '../asides';
import { fieldName, optionText, type Messages } from '../messages';
import { fieldAt, type Value } from '../schema';
import { differs, targetLane, valueIn, valuesOf, type Action, type State } from '../state';
import { format } from '../value';

/** What takes things out, what gives them to others, and what reads points from a table. */
export type DialogName = 'export' | 'share' | 'table';

export interface Context {
  readonly state: State;
  readonly messages: Messages;
  readonly formats: Formats;
  /** What is said on demand, once it is there. */
  readonly asides: Asides | undefined;
  readonly dispatch: (action: Action) => void;
  /** Draws a seed and puts it at a path, or into all the run's seeds. */
  readonly newSeed: (path: string | undefined) => void;
  /** Opens the dialog in which values of a field are given to lanes; of none in particular without a path. */
  readonly compare: (path: string | undefined) => void;
  /** Opens a dialog, which is loaded then. */
  readonly open: (dialog: DialogName) => void;
}

export function idOf(path: string): string {
  return `c-${path.replaceAll('.', '-')}`;
}

export function labelOf({ messages }: Context, path: string): string {
  return fieldName(messages, path);
}

/** The value that a control for the chosen lanes stands at. */
export function valueOf({ state }: Context, path: string): Value {
  return valueIn(targetLane(state).settings, path);
}

/** Whether the control speaks for lanes that do not agree. */
export function mixed({ state }: Context, path: string): boolean {
  return state.target === 'all' && differs(state, path);
}

/** A value in words: options by their names, layers with dashes. */
export function valueText(context: Context, path: string, value: Value): string {
  const { messages, formats } = context;
  if (typeof value === 'boolean') return value ? messages.flag.on : messages.flag.off;
  if (typeof value === 'number') return formats.exact(value);
  if (typeof value === 'string') return optionText(messages, path, value);
  if (value.length === 0) return path === 'network.layers' ? messages.panel.noLayers : messages.panel.none;
  if (path === 'data.custom') return formats.count(value.length);
  return value
    .map((one) => (typeof one === 'object' ? format(one) : valueText(context, path, one)))
    .join(path === 'network.layers' ? ' – ' : ', ');
}

/** What stands in the text box: what was typed, or the value, or every lane's value. */
export function boxText(context: Context, path: string): string {
  return context.state.drafts[path]?.text ?? keptText(context, path);
}

/** The value in force, or every lane's, as it would be typed. */
export function keptText(context: Context, path: string): string {
  const { state } = context;
  const texts = (mixed(context, path) ? valuesOf(state, path) : [valueOf(context, path)]).map((value) =>
    typeof value === 'number' ? context.formats.exact(value) : format(value),
  );
  return texts.join(' | ');
}

/** What is wrong with the field, if anything: what was typed, or what the core said. */
export function complaintAt(context: Context, path: string): string | undefined {
  const { state, formats, asides } = context;
  const draft = state.drafts[path];
  if (draft !== undefined) {
    const typed = { got: draft.text, kept: keptText(context, path) };
    return asides?.draftText(formats, path, typed, fieldAt(path).kind);
  }
  const refused = state.refused.find((notice) => notice.about === 'value' && notice.path === path);
  return refused === undefined ? undefined : asides?.noticeText(formats, refused);
}
