/** What is copied from the share dialog. */

import { describe, expect, it } from 'vitest';
import { decode } from '../../src/link';
import { openingState } from '../../src/scenario';
import { readParameters } from '../../src/embed/parameters';
import {
  attribute,
  elementSnippet,
  frameAddress,
  iframeSnippet,
  isReachable,
  linkFor,
  USUAL_BUTTONS,
  USUAL_VIEWS,
  type Shown,
  type Snippet,
} from '../../src/share/snippets';

const USUAL: Shown = {
  width: undefined,
  height: undefined,
  language: 'auto',
  theme: 'auto',
  views: USUAL_VIEWS,
  buttons: USUAL_BUTTONS,
  fields: [],
  autoplay: false,
  until: undefined,
};

const LINK = 'v=1&lanes=2&lane2.dropout.p=0.5';
const BASE = 'https://example.org/trainscope/';

function snippet(shown: Partial<Shown> = {}): Snippet {
  return {
    base: BASE,
    link: LINK,
    shown: { ...USUAL, ...shown },
    title: 'A “title” with <b> & "quotes"',
    measured: 612,
  };
}

describe('the link for another page', () => {
  it('has the experiment and not how the page looks', () => {
    const state = decode(`${LINK}&lang=ko&theme=dark&view=signals&speed=4&curves=every&runs=8`, openingState);
    expect(linkFor(state)).toBe('v=1&lanes=2&runs=8&speed=4&curves=every&lane2.dropout.p=0.5');
  });
});

describe("the frame's address", () => {
  it('names what is not as usual, and the frame reads it back', () => {
    expect(frameAddress(BASE, LINK, USUAL)).toBe(`${BASE}embed.html#${LINK}`);
    const address = frameAddress(BASE, LINK, {
      ...USUAL,
      views: ['field', 'network', 'signals'],
      buttons: ['play', 'seeds'],
      fields: ['dropout.p'],
      theme: 'dark',
      language: 'ko',
      autoplay: true,
      until: 2000,
    });
    expect(address).toBe(
      `${BASE}embed.html?views=field,network,signals&controls=play,seeds,dropout.p&theme=dark&lang=ko&autoplay=1&until=2000#${LINK}`,
    );
    const { parameters, wrong } = readParameters(new URL(address).search);
    expect(wrong).toEqual([]);
    expect(parameters).toMatchObject({
      views: 'field network signals',
      controls: 'play seeds dropout.p',
      theme: 'dark',
      language: 'ko',
      autoplay: true,
      until: 2000,
    });
  });

  it('names a field alone where the buttons are as usual, and says where there are none', () => {
    expect(frameAddress(BASE, LINK, { ...USUAL, fields: ['dropout.p'] })).toContain('?controls=dropout.p#');
    expect(frameAddress(BASE, LINK, { ...USUAL, buttons: [] })).toContain('?controls=none#');
    expect(frameAddress(BASE, LINK, { ...USUAL, buttons: ['reset', 'play', 'step'] })).not.toContain('?');
  });
});

describe('the code', () => {
  it('of a frame is whole HTML, whatever is in the title', () => {
    const code = iframeSnippet(snippet({ height: 500, width: 700 }));
    expect(code).toBe(
      [
        '<iframe class="trainscope"',
        '  src="https://example.org/trainscope/embed.html#v=1&amp;lanes=2&amp;lane2.dropout.p=0.5"',
        '  title="A “title” with &lt;b&gt; &amp; &quot;quotes&quot;"',
        '  width="700" height="500" loading="lazy" style="border: 0; max-width: 100%"></iframe>',
      ].join('\n'),
    );
  });

  it('of a frame that fits its content begins as high as it was seen to be, and listens', () => {
    const code = iframeSnippet(snippet());
    expect(code).toContain('width="100%" height="612"');
    expect(code).toMatch(/<script>[^]*embed-size[^]*<\/script>$/);
    expect(iframeSnippet(snippet({ height: 500 }))).not.toContain('<script>');
  });

  it('of an element has a link in the place of what cannot be shown', () => {
    expect(elementSnippet(snippet({ autoplay: true, until: 500, width: 640 }))).toBe(
      [
        '<script type="module" src="https://example.org/trainscope/train-scope.js"></script>',
        '<train-scope link="v=1&amp;lanes=2&amp;lane2.dropout.p=0.5"',
        '  autoplay until="500" style="max-width: 640px">',
        '  <a href="https://example.org/trainscope/#v=1&amp;lanes=2&amp;lane2.dropout.p=0.5">A “title” with &lt;b&gt; &amp; &quot;quotes&quot;</a>',
        '</train-scope>',
      ].join('\n'),
    );
    expect(elementSnippet(snippet()).split('\n')[1]).toBe(
      '<train-scope link="v=1&amp;lanes=2&amp;lane2.dropout.p=0.5">',
    );
  });

  it('lets nothing out of an attribute', () => {
    expect(attribute('"><script>&')).toBe('&quot;&gt;&lt;script&gt;&amp;');
  });
});

describe('an address', () => {
  it('is one that readers elsewhere can reach, or not', () => {
    for (const address of [
      'https://example.org/a/',
      'http://10.0.0.7:8000/',
      'https://localhost.example.org/',
    ])
      expect(isReachable(address), address).toBe(true);
    for (const address of [
      'file:///home/me/index.html',
      'http://localhost:4173/',
      'http://127.0.0.1/',
      'http://[::1]:8000/',
      'http://0.0.0.0/',
      'http://app.localhost/',
      'http://laptop.local/',
    ])
      expect(isReachable(address), address).toBe(false);
  });
});
