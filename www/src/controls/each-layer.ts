/** The inputs of fields that hold a value for each hidden layer, and of the layers themselves. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { fieldAt } from '../schema';
import { listPiece } from '../value';
import { idOf, labelOf, valueOf, type Context } from './context';
import { box, fieldSelect, fieldSlider, select, slider } from './inputs';

/** The pieces of a list field, as typed or as they are. */
function piecesOf(context: Context, path: string): readonly string[] {
  const draft = context.state.drafts[path];
  return draft === undefined ? keptPieces(context, path) : draft.text.split(',');
}

/** The pieces as the core has them. */
function keptPieces(context: Context, path: string): readonly string[] {
  const value = valueOf(context, path);
  return Array.isArray(value) ? value.map(String) : [];
}

function replacePiece(context: Context, path: string, index: number, piece: string): void {
  const pieces = piecesOf(context, path).map((old, at) => (at === index ? listPiece(piece) : old));
  context.dispatch({ type: 'write', path, text: pieces.join(',') });
}

export function layers(context: Context, path: string): TemplateResult {
  const { messages, dispatch } = context;
  const pieces = piecesOf(context, path);
  const kept = keptPieces(context, path);
  const { kind } = fieldAt(path);
  const longest = kind.kind === 'integers' ? kind.longest : 0;
  const put = (next: readonly string[]): void => {
    dispatch({ type: 'write', path, text: next.join(',') });
  };
  return html`<div class="layers" role="group" aria-labelledby="${idOf(path)}-label">
    ${pieces.map((piece, index) =>
      box(context, path, {
        id: `${idOf(path)}-${index + 1}`,
        label: messages.panel.layerUnits(index + 1),
        text: piece,
        kept: kept[index] ?? piece,
        write: (text) => {
          replacePiece(context, path, index, text);
        },
      }),
    )}
    <span class="layer-buttons">
      <button
        type="button"
        class="small"
        aria-label=${messages.panel.removeLayer(pieces.length)}
        title=${messages.panel.removeLayer(pieces.length)}
        ?disabled=${pieces.length === 0}
        @click=${() => {
          put(pieces.slice(0, -1));
        }}
      >
        −
      </button>
      <button
        type="button"
        class="small"
        aria-label=${messages.panel.addLayer}
        title=${messages.panel.addLayer}
        ?disabled=${pieces.length >= longest}
        @click=${() => {
          put([...pieces, pieces.at(-1) ?? '8']);
        }}
      >
        +
      </button>
    </span>
  </div>`;
}

function layerCount(context: Context): number {
  const value = valueOf(context, 'network.layers');
  return Array.isArray(value) ? value.length : 0;
}

/** Switches between one value for all layers and one for each. */
export function eachToggle(context: Context, path: string): TemplateResult | typeof nothing {
  const { messages, dispatch } = context;
  const value = valueOf(context, path);
  const count = layerCount(context);
  const isList = Array.isArray(value);
  if (!isList && count < 2) return nothing;
  const text = isList ? messages.panel.oneForAll : messages.panel.perLayer;
  return html`<button
    type="button"
    class="minor"
    aria-label="${labelOf(context, path)}: ${text}"
    @click=${() => {
      if (isList) dispatch({ type: 'write', path, text: String(value[0] ?? '') });
      else if (typeof value !== 'object')
        dispatch({ type: 'write', path, text: Array.from({ length: count }, () => String(value)).join(',') });
    }}
  >
    ${text}
  </button>`;
}

export function sliderEach(context: Context, path: string): TemplateResult | typeof nothing {
  const value = valueOf(context, path);
  if (!Array.isArray(value)) return fieldSlider(context, path);
  const kept = keptPieces(context, path);
  return html`<div class="each">
    ${piecesOf(context, path).map((piece, index) => {
      const label = context.messages.panel.layer(index + 1);
      const whole = `${labelOf(context, path)}, ${label}`;
      const number = Number(piece);
      return html`<div class="each-row">
        <span>${label}</span>
        ${slider(context, path, whole, Number.isFinite(number) ? number : 0, (next) => {
          replacePiece(context, path, index, String(next));
        })}
        ${box(context, path, {
          id: `${idOf(path)}-${index + 1}`,
          label: whole,
          text: piece,
          kept: kept[index] ?? piece,
          write: (text) => {
            replacePiece(context, path, index, text);
          },
        })}
      </div>`;
    })}
  </div>`;
}

export function selectEach(context: Context, path: string): TemplateResult {
  const value = valueOf(context, path);
  if (!Array.isArray(value)) return fieldSelect(context, path);
  return html`<div class="each">
    ${piecesOf(context, path).map((piece, index) => {
      const label = context.messages.panel.layer(index + 1);
      return html`<div class="each-row wide">
        <span>${label}</span>
        ${select(context, path, {
          id: `${idOf(path)}-${index + 1}`,
          label: `${labelOf(context, path)}, ${label}`,
          value: piece,
          set: (option) => {
            replacePiece(context, path, index, option);
          },
        })}
      </div>`;
    })}
  </div>`;
}
