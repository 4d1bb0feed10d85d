/** What becomes of signals and gradients on the whole, lane by lane, in a line of words and figures. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../../controls/context';
import { laneName } from '../../controls/lane-card';
import type { Measured } from './charts';
import type { Words } from './en';
import { factorOf, fateOf, spreads, theoryOf, type Fate, type Quantity } from './model';

function factorText(factor: number | undefined): string {
  return factor === undefined ? '—' : String(Number(factor.toPrecision(3)));
}

interface Verdict {
  readonly fate: Fate;
  readonly factor: number | undefined;
  /** What theory expects, where there is one. */
  readonly expected: { readonly fate: Fate; readonly factor: number | undefined } | undefined;
}

/** What becomes of a quantity at a lane's initial weights; undefined where it has too few layers to say. */
function verdictOf({ starts, setups }: Measured, lane: number, quantity: Quantity): Verdict | undefined {
  const back = quantity === 'delta';
  const layers = setups[lane]?.layers.length ?? 0;
  const start = starts[lane];
  if (start === undefined) return undefined;
  // The output layer is left out: what it does to the signal is the loss's business.
  const cut = <T>(all: readonly T[]): readonly T[] => (layers > 1 ? all.slice(0, -1) : all);
  const values = cut(spreads(start.values, layers, quantity));
  if (values.length < 2) return undefined;
  const theory = theoryOf(start, layers, quantity);
  const told = (of: typeof values): { readonly fate: Fate; readonly factor: number | undefined } => ({
    fate: fateOf(of, back),
    factor: factorOf(of, back),
  });
  return { ...told(values), expected: theory === undefined ? undefined : told(cut(theory)) };
}

const QUANTITIES = ['z', 'delta'] as const;

export function verdicts(context: Context, words: Words, measured: Measured): TemplateResult {
  const found = measured.setups.map((_, lane) =>
    QUANTITIES.map((quantity) => verdictOf(measured, lane, quantity)),
  );
  const apart = found
    .flat()
    .some((verdict) => verdict?.expected !== undefined && verdict.expected.fate !== verdict.fate);
  const cell = (verdict: Verdict | undefined): TemplateResult =>
    verdict === undefined
      ? html`<td>—</td>`
      : html`<td>
          <b class="fate ${verdict.fate}">${words.verdict[verdict.fate]}</b>
          <span class="factor">${words.verdict.factor(factorText(verdict.factor))}</span>
          ${
            verdict.expected === undefined
              ? nothing
              : html`<span class="expected"
                  >${words.verdict.theory(factorText(verdict.expected.factor))}</span
                >`
          }
        </td>`;
  return html`<table class="verdicts">
      <thead>
        <tr>
          <th scope="col">${words.verdict.at}</th>
          <th scope="col">${words.verdict.signal}</th>
          <th scope="col">${words.verdict.gradient}</th>
        </tr>
      </thead>
      <tbody>
        ${found.map(
          (verdicts, lane) =>
            html`<tr>
              <th scope="row">
                <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i
                >${laneName(context, lane)}
              </th>
              ${verdicts.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="signals-hint">${words.verdict.hint}${apart ? ` ${words.verdict.narrow}` : ''}</p>`;
}
