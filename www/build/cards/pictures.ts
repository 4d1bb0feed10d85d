/**
 * Makes the pictures that other sites show of lessons and presets, from the built element: `npm run build`, then
 * `npm run pictures`, or `npm run pictures -- signals preset-mismatch` for some of them. Needs Chromium.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { preview } from 'vite';
import type { TrainScope } from '../../src/element/train-scope';
import { PICTURE, pictureOf } from './cards';
import { readCards } from './site';

const WWW = fileURLToPath(new URL('../../', import.meta.url));
/** Bytes of a picture; sites that show many ask for small ones. */
const MOST = 60_000;
/** Fewer and fewer until it is small enough. */
const COLOURS = [128, 96, 64, 48, 32, 24, 16];

function browser(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  const path = process.env['CHROMIUM'] ?? found;
  if (path === undefined) throw new Error('No Chromium on PATH; name one in the variable CHROMIUM');
  return path;
}

/** The picture's page: the playground's name, and the element below it as large as there is room. */
const page = (link: string, lanes: number): string => `<!doctype html>
<html lang="en">
  <style>
    body { margin: 0; width: 1200px; height: 630px; overflow: hidden; background: #fbfaf7; }
    h1 { margin: 0; padding: 22px 36px 0; font: 700 44px/1 system-ui, sans-serif; letter-spacing: -0.03em; color: #1a1d21; }
    h1 span { color: #0f766e; }
    main { display: grid; place-items: ${lanes === 2 ? 'start center' : 'center'}; height: 540px; margin-top: 14px; overflow: hidden; }
    train-scope { --train-scope-surface: #fbfaf7; width: ${lanes === 4 ? 700 : 1200}px; zoom: ${lanes === 4 ? 0.7 : 1}; }
  </style>
  <h1>train<span>scope</span></h1>
  <main><train-scope link="${link.replaceAll('&', '&amp;')}" views="${lanes === 1 ? 'field network' : 'field'}" controls="none" theme="light" lang="en" home=""></train-scope></main>
  <script type="module" src="/train-scope.js"></script>
</html>`;

const asked = process.argv.slice(2);
const cards = readCards(WWW)
  .filter(({ language }) => language === 'en')
  .map((card) => ({ ...card, picture: pictureOf(card) }))
  .filter(({ picture }) => asked.length === 0 || asked.includes(picture.slice('og/'.length, -'.png'.length)));

const server = await preview({ root: WWW, preview: { port: 4990 } });
const [address] = server.resolvedUrls?.local ?? [];
const flags = JSON.parse(readFileSync(join(WWW, 'tests/chromium-flags.json'), 'utf8')) as string[];
const driven = await chromium.launch({ executablePath: browser(), args: flags });
mkdirSync(join(WWW, 'public/og'), { recursive: true });
try {
  for (const { picture, link, steps } of cards) {
    // Every run's boundary is too fine for a picture this small, and costs colours.
    const plain = /(^|&)boundaries=/.test(link) ? link : `${link}&boundaries=one`;
    const lanes = Number(/(?:^|&)lanes=(\d)/.exec(link)?.[1] ?? 1);
    const tab = await driven.newPage({ viewport: PICTURE });
    await tab.route('**/card.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: page(plain, lanes) }),
    );
    await tab.goto(`${address ?? ''}card.html`);
    await tab.evaluate(async (count) => {
      await customElements.whenDefined('train-scope');
      const element: TrainScope | null = document.querySelector('train-scope');
      await element?.step(count);
      // What is above and below the fields does not belong into a picture this small.
      const style = new CSSStyleSheet();
      style.replaceSync(
        `.scope { border: 0 !important; padding: 0 36px !important; } .transport, .card-figures, .legend, .note, .figures, .field-legend label { display: none !important; } .field-canvas { outline: 1px solid #e4e1da; outline-offset: -1px; }`,
      );
      element?.shadowRoot?.adoptedStyleSheets.push(style);
      await new Promise((resolve) => {
        setTimeout(resolve, 1500);
      });
    }, steps);
    const shot = await tab.screenshot();
    await tab.close();
    let bytes = shot;
    for (const colours of COLOURS) {
      bytes = await sharp(shot)
        .png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 })
        .toBuffer();
      if (bytes.length <= MOST) break;
    }
    writeFileSync(join(WWW, 'public', picture), bytes);
    process.stdout.write(`${picture}: ${bytes.length} bytes\n`);
  }
} finally {
  await driven.close();
  await server.close();
}
