/** What other sites are shown of lessons and presets: pictures, answers, tags. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { frameOf, oembed, oembedOf, PICTURE, pictureOf, siteOf, tags } from '../../build/cards/cards';
import { makeCards, readCards } from '../../build/cards/site';
import { readParameters } from '../../src/embed/parameters';
import { decode } from '../../src/link';
import { openingState } from '../../src/scenario';

const WWW = fileURLToPath(new URL('../../', import.meta.url));
const SITE = 'https://example.org/trainscope/';
const CARDS = readCards(WWW);

describe('the cards', () => {
  it('are of every lesson and preset, in both languages', () => {
    expect(CARDS.length).toBeGreaterThan(0);
    for (const { kind, id } of CARDS)
      expect(
        CARDS.filter((card) => card.kind === kind && card.id === id).map(({ language }) => language),
      ).toEqual(['en', 'ko']);
  });

  it.each(CARDS)('frame an experiment that is read without a complaint: $file', (card) => {
    expect(decode(card.link, openingState).notices).toEqual([]);
    const address = new URL(frameOf(card, SITE));
    const { parameters, wrong } = readParameters(address.search);
    expect(wrong).toEqual([]);
    expect(parameters.language).toBe(card.language);
    expect(parameters.views).toBe(card.attributes.get('views')?.replaceAll(/\s+/g, ' '));
    expect(address.hash).toBe(new URL(`#${card.link}`, SITE).hash);
  });

  it.each([...new Set(CARDS.map(pictureOf))])(
    'have a small picture, made by `npm run pictures`: %s',
    (picture) => {
      const path = `${WWW}public/${picture}`;
      expect(existsSync(path), `there is no ${path}: npm run build, then npm run pictures`).toBe(true);
      const bytes = readFileSync(path);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([PICTURE.width, PICTURE.height]);
      expect(statSync(path).size).toBeLessThanOrEqual(60_000);
    },
  );

  it('leave no picture behind of what is no more', () => {
    const known = CARDS.map((card) => pictureOf(card).replace('og/', ''));
    for (const name of readdirSync(`${WWW}public/og`)) expect(known).toContain(name);
  });
});

describe('the answer to another site', () => {
  it('is oEmbed’s, with whole addresses', () => {
    for (const card of CARDS) {
      const answer: unknown = JSON.parse(oembed(card, SITE));
      expect(answer).toMatchObject({
        version: '1.0',
        type: 'rich',
        title: card.title,
        thumbnail_url: `${SITE}${pictureOf(card)}`,
        thumbnail_width: 1200,
        thumbnail_height: 630,
        html: expect.stringMatching(
          /^<iframe src="https:\/\/example\.org\/trainscope\/embed\.html\?[^"<>]*#v=1&amp;/,
        ) as unknown,
      });
      expect(tags(card, SITE)).toContain(`href="${SITE}${oembedOf(card)}"`);
      expect(tags(card, SITE)).toContain(`content="${SITE}${pictureOf(card)}"`);
    }
  });

  it('is made where the site is known, and nowhere else', () => {
    const without = makeCards({ www: WWW, policy: '', site: '' });
    expect([...without.files.keys()].filter((name) => name.endsWith('.json'))).toEqual([]);
    expect(without.heads.size).toBe(0);
    for (const page of without.files.values()) expect(page).not.toMatch(/og:image|oembed/);
    const { files, heads } = makeCards({ www: WWW, policy: '', site: 'https://example.org/trainscope' });
    for (const card of CARDS) {
      expect(files.has(oembedOf(card)), card.file).toBe(true);
      const head = heads.get(card.file) ?? files.get(card.file);
      expect(head).toContain(`${SITE}${oembedOf(card)}`);
    }
  });

  it('needs an address that can be one', () => {
    expect(siteOf('https://example.org')).toBe('https://example.org/');
    expect(siteOf('http://example.org/a/b')).toBe('http://example.org/a/b/');
    for (const text of [
      'example.org',
      'ftp://example.org/',
      'https://example.org/?a=1',
      'https://example.org/#a',
      '/',
    ])
      expect(() => siteOf(text), text).toThrow('Allowed: an address such as https://example.org/trainscope/');
  });
});
