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

/** As the figures are set in type: a true minus, and powers of ten. */
export function typeset(found: string, words: Words): string {
  const text = words.figure(found.replace(/(^|[\s[(e])-(?=\d)/g, '$1−').replaceAll(' %', '%'));
  return escape(text)
    .replace(/([\d.]+)e0\b/g, '$1')
    .replace(/([\d.]+)e(−?\d+)/g, '$1 × 10<sup>$2</sup>');
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
