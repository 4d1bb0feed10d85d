/** What is copied: an address, an iframe, an element, as text. Pure. */

import type { Language } from '../messages';
import { encode } from '../link';
import type { State, Theme } from '../state';

export const PICTURES = ['field', 'network', 'figures', 'curves'] as const;
export const BUTTONS = ['play', 'step', 'reset', 'seeds'] as const;
/** What is shown, and what can be pressed, where nothing is said of it. */
export const USUAL_VIEWS: readonly string[] = ['field', 'figures', 'curves'];
export const USUAL_BUTTONS: readonly string[] = ['play', 'step', 'reset'];

/** Widths of a frame in CSS pixels; below, not everything fits. */
export const WIDTHS: readonly [number, number] = [300, 2000];
export const HEIGHTS: readonly [number, number] = [100, 4000];

/** How it is shown in another page. */
export interface Shown {
  /** In CSS pixels; undefined for as wide as there is room. */
  readonly width: number | undefined;
  /** Undefined for as high as what is in it. */
  readonly height: number | undefined;
  readonly language: Language | 'auto';
  readonly theme: Theme;
  readonly views: readonly string[];
  readonly buttons: readonly string[];
  /** Paths of fields that the reader may change. */
  readonly fields: readonly string[];
  readonly autoplay: boolean;
  readonly until: number | undefined;
}

/** The experiment's link for another page: how the page itself looks and speaks is no part of it. */
export function linkFor(state: State): string {
  return encode({ ...state, language: 'auto', theme: 'auto', tab: 'curves' });
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

/** Attributes of the element, and parameters of the frame: the same names, only where it is not as usual. */
export function settingsOf(shown: Shown): readonly (readonly [string, string])[] {
  const { views, buttons, fields, theme, language, autoplay, until } = shown;
  const settings: [string, string][] = [];
  if (!sameWords(views, USUAL_VIEWS)) settings.push(['views', views.join(' ')]);
  const usual = sameWords(buttons, USUAL_BUTTONS);
  const controls = [...(usual ? [] : buttons), ...fields];
  if (controls.length > 0) settings.push(['controls', controls.join(' ')]);
  // Naming a field alone keeps the buttons, so that there are to be none has to be said.
  else if (!usual) settings.push(['controls', 'none']);
  if (theme !== 'auto') settings.push(['theme', theme]);
  if (language !== 'auto') settings.push(['lang', language]);
  if (autoplay) settings.push(['autoplay', '']);
  if (until !== undefined) settings.push(['until', String(until)]);
  return settings;
}

/** A text as it stands between the quotes of an attribute. */
export function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The frame's address. The values are names and numbers, so commas read better than percent signs. */
export function frameAddress(base: string, link: string, shown: Shown): string {
  const query = settingsOf(shown)
    .map(([name, value]) => `${name}=${name === 'autoplay' ? '1' : value.replaceAll(' ', ',')}`)
    .join('&');
  return `${base}embed.html${query === '' ? '' : `?${query}`}#${link}`;
}

export interface Snippet {
  /** The folder that the page is in, with a slash at its end. */
  readonly base: string;
  readonly link: string;
  readonly shown: Shown;
  /** For screen readers, and where nothing is shown. */
  readonly title: string;
  /** How high it is at that width, as far as is known. */
  readonly measured: number;
}

/** Hears how high each frame wants to be. One is enough for all frames of a page; more do no harm. */
const LISTENER = `<script>
  addEventListener('message', ({ data, source }) => {
    if (data?.type === 'embed-size')
      for (const frame of document.querySelectorAll('iframe.trainscope'))
        if (frame.contentWindow === source) frame.height = data.height;
  });
</script>`;

export function iframeSnippet({ base, link, shown, title, measured }: Snippet): string {
  const { width, height } = shown;
  const frame = [
    '<iframe class="trainscope"',
    `  src="${attribute(frameAddress(base, link, shown))}"`,
    `  title="${attribute(title)}"`,
    `  width="${width ?? '100%'}" height="${height ?? measured}" loading="lazy" style="border: 0; max-width: 100%"></iframe>`,
  ].join('\n');
  return height === undefined ? `${frame}\n${LISTENER}` : frame;
}

export function elementSnippet({ base, link, shown, title }: Snippet): string {
  const settings = settingsOf(shown).map(([name, value]) =>
    value === '' ? name : `${name}="${attribute(value)}"`,
  );
  if (shown.width !== undefined) settings.push(`style="max-width: ${shown.width}px"`);
  return [
    `<script type="module" src="${attribute(base)}train-scope.js"></script>`,
    `<train-scope link="${attribute(link)}"${settings.length === 0 ? '>' : ''}`,
    ...(settings.length === 0 ? [] : [`  ${settings.join(' ')}>`]),
    `  <a href="${attribute(`${base}#${link}`)}">${attribute(title)}</a>`,
    '</train-scope>',
  ].join('\n');
}

/** Whether a reader elsewhere could reach an address: not a file, and not a machine's own name for itself. */
export function isReachable(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const own = /^(localhost|.*\.localhost|.*\.local|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;
  return (protocol === 'https:' || protocol === 'http:') && !own.test(hostname);
}
