/** All that other sites are shown, and the presets' own pages. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { words as en } from '../lessons/en';
import { words as ko } from '../lessons/ko';
import { escape } from '../lessons/lesson';
import { pageOf, rootOf } from '../lessons/pages';
import { cardsOf, oembed, oembedOf, pictureOf, siteOf, tags, type Card } from './cards';
import { presetFile, readPresets } from '../presets';

const WORDS = { en, ko } as const;

/** What is made, and from where it is read. */
export interface Order {
  /** The folder `www/`. */
  readonly www: string;
  readonly policy: string;
  /** Where the built folder will stand, as the environment says; empty for not known. */
  readonly site: string;
}

export interface Made {
  /** Contents of new files, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** What is to stand at the end of the head of pages that others make. */
  readonly heads: ReadonlyMap<string, string>;
}

export function readCards(www: string): readonly Card[] {
  const places = {
    lessons: join(www, 'lessons'),
    claims: join(www, '../docs/claims.md'),
    presets: join(www, 'presets/presets.json'),
    tokens: join(www, 'src/styles/tokens.css'),
    root: join(www, '..'),
  };
  return cardsOf(places, readPresets(places.presets));
}

/** A page with the experiment and little else: something to paste where only addresses are taken. */
function presetPage({ language, file, id, title, summary, link, attributes }: Card, policy: string): string {
  const words = WORDS[language];
  const root = rootOf(file);
  const open = `<a href="${root}index.html#${escape(link)}&amp;lang=${language}">${words.scope.open}</a>`;
  const own = [...attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  return pageOf(
    { words: WORDS, policy },
    {
      language,
      file,
      title,
      description: summary,
      files: { en: presetFile('en', id), ko: presetFile('ko', id) },
      kind: 'website',
      scripts: true,
      main: `<article>
<header><h1>${escape(title)}</h1>
<p class="summary">${escape(summary)}</p></header>
<figure class="scope">
<train-scope link="${escape(link)}"${own} lang="${language}">
<p>${escape(words.scope.fallback)} ${open}</p>
</train-scope>
<figcaption><span class="open">${open}</span></figcaption>
</figure>
</article>`,
    },
  );
}

export function makeCards({ www, policy, site: named }: Order): Made {
  const cards = readCards(www);
  const site = named === '' ? undefined : siteOf(named);
  const files = new Map<string, string>();
  const heads = new Map<string, string>();
  for (const card of cards) if (card.kind === 'preset') files.set(card.file, presetPage(card, policy));
  if (site === undefined) return { files, heads };
  for (const card of cards) {
    if (!existsSync(join(www, 'public', pictureOf(card))))
      throw new Error(`There is no picture of ${card.kind} ${card.id}. Make it: npm run pictures`);
    files.set(oembedOf(card), oembed(card, site));
    const page = files.get(card.file);
    if (page === undefined) heads.set(card.file, tags(card, site));
    else files.set(card.file, page.replace('</head>', `${tags(card, site)}\n</head>`));
  }
  return { files, heads };
}
