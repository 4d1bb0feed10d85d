/**
 * What other sites show of a lesson or a preset when its address is pasted there: a picture, and the experiment in a frame.
 *
 * Both need whole addresses. Where the built folder will stand is taken from TRAINSCOPE_SITE; without it nothing is said.
 */

import { fileOf } from '../lessons/pages';
import { escape, LANGUAGES, type Language } from '../lessons/lesson';
import { readLessons, type Places } from '../lessons/site';
import { presetFile, type Preset } from '../presets';
import { attribute } from '../../src/share/snippets';

/** Pixels; what most sites cut pictures to. */
export const PICTURE = { width: 1200, height: 630 } as const;
/** Pixels of a frame where a site asks for a size of its own. */
const FRAME = { width: 700, height: 700 } as const;
/** Steps that a picture is taken after, where the experiment does not pause by itself. */
const STEPS = 800;
const MOST_STEPS = 3000;
/** Seconds for which others may keep what they read. */
const KEPT = 86_400;

export interface Card {
  readonly kind: 'lesson' | 'preset';
  readonly id: string;
  readonly language: Language;
  /** The page, in the built folder. */
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
  /** Of the element, which are the frame's parameters too. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly steps: number;
}

/** One picture for a lesson or a preset in all languages. */
export const pictureOf = ({ kind, id }: Pick<Card, 'kind' | 'id'>): string =>
  `og/${kind === 'lesson' ? '' : 'preset-'}${id}.png`;

export const oembedOf = ({ file }: Card): string => file.replace(/index\.html$/, 'oembed.json');

function lessonCards(places: Places): readonly Card[] {
  return LANGUAGES.flatMap((language) =>
    readLessons(places, language, []).flatMap(({ lesson }): readonly Card[] => {
      const [scope] = lesson.scopes;
      if (scope === undefined) return [];
      const { id, title, summary } = lesson;
      const { link, attributes } = scope;
      const until = Number(attributes.get('until') ?? STEPS);
      const file = fileOf(language, id);
      return [
        {
          kind: 'lesson',
          id,
          language,
          file,
          title,
          summary,
          link,
          attributes,
          steps: Math.min(until, MOST_STEPS),
        },
      ];
    }),
  );
}

function presetCards(presets: readonly Preset[]): readonly Card[] {
  return presets.flatMap((preset) =>
    LANGUAGES.map((language): Card => {
      const { id, link, attributes, steps } = preset;
      const file = presetFile(language, id);
      return {
        ...{ kind: 'preset', id, language, file, ...preset[language], link, steps },
        attributes: new Map(Object.entries(attributes)),
      };
    }),
  );
}

export const cardsOf = (places: Places, presets: readonly Preset[]): readonly Card[] => [
  ...lessonCards(places),
  ...presetCards(presets),
];

/** The folder that the pages will stand in, with a slash at its end; throws where it is none. */
export function siteOf(text: string): string {
  const wrong = (): Error =>
    new Error(`TRAINSCOPE_SITE is “${text}”. Allowed: an address such as https://example.org/trainscope/`);
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    throw wrong();
  }
  if (!/^https?:$/.test(address.protocol) || address.search !== '' || address.hash !== '') throw wrong();
  return address.href.replace(/\/?$/, '/');
}

export function frameOf({ link, attributes, language }: Card, site: string): string {
  const query = [...attributes, ['lang', language] as const]
    .map(([name, value]) => `${name}=${name === 'autoplay' ? '1' : value.trim().replaceAll(/\s+/g, ',')}`)
    .join('&');
  return `${site}embed.html?${query}#${link}`;
}

/** https://oembed.com, section 2.3.4.4: what is shown is a frame. */
export function oembed(card: Card, site: string): string {
  const { width, height } = FRAME;
  const answer = {
    version: '1.0',
    type: 'rich',
    title: card.title,
    provider_name: 'trainscope',
    provider_url: site,
    cache_age: KEPT,
    thumbnail_url: site + pictureOf(card),
    thumbnail_width: PICTURE.width,
    thumbnail_height: PICTURE.height,
    html: `<iframe src="${attribute(frameOf(card, site))}" title="${attribute(card.title)}" width="${width}" height="${height}" loading="lazy" style="border: 0; max-width: 100%"></iframe>`,
    width,
    height,
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

/** What the page's head says of its card. */
export function tags(card: Card, site: string): string {
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escape(content)}">`;
  return [
    property('og:url', site + card.file.replace(/index\.html$/, '')),
    property('og:image', site + pictureOf(card)),
    property('og:image:type', 'image/png'),
    property('og:image:width', String(PICTURE.width)),
    property('og:image:height', String(PICTURE.height)),
    property('og:image:alt', card.title),
    '<meta name="twitter:card" content="summary_large_image">',
    `<link rel="alternate" type="application/json+oembed" href="${escape(site + oembedOf(card))}" title="${escape(card.title)}">`,
  ].join('\n');
}
