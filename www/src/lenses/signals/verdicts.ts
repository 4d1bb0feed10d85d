/** What becomes of signals and gradients on the whole, lane by lane, in a line of words and figures. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../../controls/context';
import { laneName } from '../../controls/lane-card';
import type { Measured } from './charts';
import type { Words } from './en';
import { factorOf, fateOf, spreads, theoryOf, type Quantity } from './model';

function factorText(factor: number | undefined): string {
  return factor === undefined ? '—' : String(Number(factor.toPrecision(3)));
}

export function verdicts(context: Context, words: Words, { starts, setups }: Measured): TemplateResult {
  const part = (lane: number, quantity: Quantity, back: boolean): TemplateResult => {
    const layers = setups[lane]?.layers.length ?? 0;
    const start = starts[lane];
    if (start === undefined) return html`<td>—</td>`;
    // The output layer is left out: what it does to the signal is the loss's business.
    const cut = <T>(all: readonly T[]): readonly T[] => (layers > 1 ? all.slice(0, -1) : all);
    const values = cut(spreads(start.values, layers, quantity));
    if (values.length < 2) return html`<td>—</td>`;
    const expected = theoryOf(start, layers, quantity);
    const fate = fateOf(values, back);
    return html`<td>
      <b class="fate ${fate}">${words.verdict[fate]}</b>
      <span class="factor">${words.verdict.factor(factorText(factorOf(values, back)))}</span>
      ${
        expected === undefined
          ? nothing
          : html`<span class="expected"
              >${words.verdict.theory(factorText(factorOf(cut(expected), back)))}</span
            >`
      }
    </td>`;
  };
  return html`<table class="verdicts" title=${words.verdict.hint}>
    <thead>
      <tr>
        <td></td>
        <th scope="col">${words.verdict.signal}</th>
        <th scope="col">${words.verdict.gradient}</th>
      </tr>
    </thead>
    <tbody>
      ${setups.map(
        (_, lane) =>
          html`<tr>
            <th scope="row">
              <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>${laneName(context, lane)}
            </th>
            ${part(lane, 'z', false)}${part(lane, 'delta', true)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
