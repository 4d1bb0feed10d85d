/** `::: claim`: what was found true, with the figures from docs/claims.md. */

import type { Claim, Row } from './claims';
import { escape, type Language } from './lesson';
import type { Words } from './en';

/** The rows that a line `figures: one; two` asks for; all without it. Labels that no row has come back as `unknown`. */
export function chooseRows(
  claim: Claim,
  body: string,
): { readonly labels: readonly string[]; readonly unknown: readonly string[] } {
  const asked = /^figures:(.*)$/m
    .exec(body)?.[1]
    ?.split(';')
    .map((label) => label.trim())
    .filter((label) => label !== '');
  const known = claim.rows.map(({ label }) => label);
  if (asked === undefined) return { labels: known, unknown: [] };
  return {
    labels: asked.filter((label) => known.includes(label)),
    unknown: asked.filter((label) => !known.includes(label)),
  };
}

/** Exponents that are written out: these numbers are read at a glance as they are. */
const WRITTEN_OUT = { from: -3, to: 2 };

/** `2.8e-1` as 0.28, `2.4e-23` as 2.4 × 10⁻²³; no digit is added or lost. */
function power(number: string, mantissa: string, exponent: string): string {
  const order = Number(exponent);
  const decimals = (mantissa.split('.')[1] ?? '').length;
  return order >= WRITTEN_OUT.from && order <= WRITTEN_OUT.to
    ? Number(number).toFixed(Math.max(0, decimals - order))
    : `${mantissa}\u00a0×\u00a010<sup>${exponent.replace('-', '−')}</sup>`;
}

/** As the figures are set in type, in HTML: a true minus, and powers of ten. */
export function typeset(found: string, words: Words): string {
  const text = words.figure(found.replaceAll(/(^|[\s[(])-(?=\d)/g, '$1−').replaceAll(' %', '%'));
  return escape(text).replaceAll(/([\d.]+)e(-?\d+)/g, power);
}

/** `english` is the claim as the document has it, by whose labels rows are chosen. */
export function renderClaim(
  english: Claim,
  claim: Claim,
  labels: readonly string[],
  words: Words,
  page: { readonly root: string; readonly language: Language },
): string {
  const shown = english.rows.flatMap(({ label }, at): readonly Row[] => {
    const row = claim.rows[at];
    return labels.includes(label) && row !== undefined ? [row] : [];
  });
  const rows = shown.map(
    ({ label, found }) => `<tr><th scope="row">${escape(label)}</th><td>${typeset(found, words)}</td></tr>`,
  );
  const links = claim.experiments.map(({ label, link }, at) => {
    const address = `${page.root}index.html#${link}&lang=${page.language}`;
    return `<a href="${escape(address)}">${escape(words.claim.experiment(label, at + 1))}</a>`;
  });
  const all = shown.map(({ found }) => found).join(' ');
  const notes = [
    ...(all.includes('[') ? [words.claim.interval] : []),
    ...(/\(\S+ to \S+\)/.test(all) ? [words.claim.range] : []),
  ];
  const entry = (term: string, text: string): string => `<dt>${escape(term)}</dt><dd>${text}</dd>`;
  return `<div class="claim">
<p class="kicker">${escape(words.claim.title)}</p>
<p>${escape(claim.statement)}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${escape(words.claim.figures)}">
<table><caption>${escape(words.claim.figures)}</caption><tbody>${rows.join('')}</tbody></table>
</div>
<details>
<summary>${escape(words.claim.details)}</summary>
<dl>
${entry(words.claim.how, escape(claim.how))}
${notes.length === 0 ? '' : entry(words.claim.notation, escape(notes.join(' ')))}
${entry(words.claim.seeds, typeset(claim.seeds, words))}
${entry(words.claim.source, escape(claim.source))}
${entry(words.claim.experiments, links.join(', '))}
</dl>
</details>
</div>
`;
}
