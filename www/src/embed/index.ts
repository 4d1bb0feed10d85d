/**
 * The page in an iframe: one `<train-scope>`, set up by the frame's address, that tells how high it is and takes commands.
 *
 * Built as a classic script: in a frame without an origin of its own, which is what `sandbox="allow-scripts"` makes of it,
 * a browser does not run a module of a server that says nothing of other origins.
 */

import { preferredLanguage, type Language } from '../messages';
import { Conversation, type Scope } from './conversation';
import sheet from './embed.css?inline';
import { words as en, type Words } from './en';
import { heights } from './heights';
import { words as ko } from './ko';
import { readParameters, type Wrong } from './parameters';
import { enforcePolicy } from './policy';
import { EVENTS } from './protocol';

const WORDS: Readonly<Record<Language, Words>> = { en, ko };
const ELEMENT = 'train-scope';
/** A frame without an origin of its own: modules are not to be had there, nor, as a rule, windows to open. */
const isOpaque = self.origin === 'null' && location.protocol !== 'file:';
const home = new URL('./', document.baseURI).href;

const { parameters, wrong } = readParameters(location.search);
const link = (): string => location.hash.slice(1);

/** A key of the link, which the element reads for itself and the frame's own page has to know as well. */
function linked(key: string): string | undefined {
  return new URLSearchParams(link()).get(key) ?? undefined;
}

function languageHere(): Language {
  const named = parameters.language ?? linked('lang');
  return preferredLanguage(named === undefined ? navigator.languages : [named, ...navigator.languages]);
}

function dress(): void {
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  document.adoptedStyleSheets = [style];
  const theme = parameters.theme ?? linked('theme') ?? 'auto';
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.lang = languageHere();
}

/** The element's script: in parts where modules may be loaded, else, and where that fails, all of it in one file. */
async function loadElement(): Promise<void> {
  const beside = (name: string): string => new URL(name, document.baseURI).href;
  if (self.origin !== 'null')
    try {
      await import(/* @vite-ignore */ beside('train-scope.js'));
      return;
    } catch {
      // A server or a policy may forbid what the one file does without.
    }
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = beside('train-scope.single.js');
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => {
      reject(new Error(`${script.src} could not be loaded`));
    });
    document.head.append(script);
  });
}

function allowedText(words: Words, allowed: Wrong['allowed']): string {
  switch (allowed.kind) {
    case 'choice':
      return words.choice(allowed.options.join(', '));
    case 'whole':
      return words.whole(String(allowed.least), String(allowed.most));
    case 'names':
    case 'origins':
      return words[allowed.kind];
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** What of the parameters could not be used. */
function notices(words: Words): readonly HTMLElement[] {
  if (wrong.length === 0) return [];
  const items = wrong.map(({ name, got, allowed }) =>
    element('li', '', words.wrong(name, got, allowedText(words, allowed))),
  );
  const section = element('section', 'frame-notices', `${words.notices}:`, element('ul', '', ...items));
  section.setAttribute('role', 'status');
  return [section];
}

/** What stands in the element's place before it is there, and where it cannot be. */
function fallback(words: Words, text: string): HTMLElement {
  const anchor = element('a', '', words.open);
  anchor.href = home + location.hash;
  anchor.target = '_blank';
  anchor.rel = 'noopener';
  return element('p', 'frame-fallback', text, ...(isOpaque ? [] : [' ', anchor]));
}

function figure(): HTMLElement {
  const made = document.createElement(ELEMENT);
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) made.setAttribute(name, value);
  };
  set('link', link());
  // A link that cannot be followed is none.
  set('home', isOpaque ? '' : home);
  set('views', parameters.views);
  set('controls', parameters.controls);
  set('theme', parameters.theme);
  set('lang', parameters.language);
  set('until', parameters.until === undefined ? undefined : String(parameters.until));
  if (parameters.autoplay) made.setAttribute('autoplay', '');
  return made;
}

function start(): void {
  enforcePolicy();
  dress();
  const words = WORDS[languageHere()];
  const shown = figure();
  shown.append(fallback(words, words.loading));
  const frame = element('main', '', ...notices(words), shown);
  frame.id = 'frame';
  document.body.replaceChildren(frame);

  const around = window.parent;
  const framed = around !== window;
  const told = heights({
    post: (message) => {
      if (framed) around.postMessage(message, '*');
    },
    src: location.href,
    pym: parameters.pym,
    width: () => Math.ceil(document.documentElement.getBoundingClientRect().width),
  });
  /** Until it has been drawn, the height is none to keep. */
  let settled = false;
  const measure = (): void => {
    if (settled) told.tell(frame.getBoundingClientRect().height);
  };
  const settle = (): void => {
    settled = true;
    measure();
  };
  new ResizeObserver(measure).observe(frame);

  const scope = loadElement()
    .then(() => customElements.whenDefined(ELEMENT))
    // From now on the element has these methods.
    .then(() => shown as unknown as Scope);
  scope.catch((error: unknown) => {
    shown.replaceChildren(fallback(words, words.failed));
    settle();
    reportError(error);
  });

  const conversation = new Conversation({
    scope,
    post: (message, origin) => {
      if (framed) around.postMessage(message, origin);
    },
    origins: parameters.origins,
  });
  for (const name of EVENTS)
    shown.addEventListener(name, (event) => {
      if (event.target !== shown) return;
      conversation.tell(name, event instanceof CustomEvent ? event.detail : null);
      if (name === 'ready') settle();
    });
  addEventListener('message', (event) => {
    if (!framed || event.source !== around) return;
    if (!told.take(event.data)) void conversation.take(event);
  });
  // The page around may set another link without loading the frame again.
  addEventListener('hashchange', () => {
    shown.setAttribute('link', link());
  });
}

start();
