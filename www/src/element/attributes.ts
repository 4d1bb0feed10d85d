/** The element's attributes as a link: `link` itself, and over it every key that is an attribute of its own. */

/** The steps at which it may pause. */
export const FURTHEST: readonly [number, number] = [1, 10_000_000];

/** Keys without a dot; `theme` and `lang` are read apart, as they are of every element. */
const PLAIN: ReadonlySet<string> = new Set([
  'lanes',
  'runs',
  'speed',
  'solved',
  'test',
  'boundaries',
  'curves',
]);
/** `dropout.p`, `lane2.dropout.p`; not what frameworks write with colons and hyphens. */
const DOTTED = /^[a-z_0-9]+(\.[a-z_0-9]+)+$/;

export function isLinkKey(name: string): boolean {
  return PLAIN.has(name) || DOTTED.test(name);
}

/** What stands after the `#` of an address, or the text itself. */
export function bare(link: string): string {
  return link.slice(link.indexOf('#') + 1).trim();
}

function keyOf(part: string): string {
  const [key = ''] = part.split('=');
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** A link with keys of its own in place of the link's. */
export function withKeys(link: string, own: readonly (readonly [string, string])[]): string {
  const names = new Set(own.map(([name]) => name));
  const kept = bare(link)
    .split('&')
    .filter((part) => part !== '' && !names.has(keyOf(part)));
  return [...kept, ...own.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&');
}

/** The attributes of an element that are keys of a link. */
export function ownKeys(element: Element): readonly (readonly [string, string])[] {
  return [...element.attributes]
    .filter(({ name }) => isLinkKey(name))
    .map(({ name, value }) => [name, value] as const);
}

/** The step at which it pauses; undefined where there is no such number. */
export function untilOf(text: string | null): number | undefined {
  const value = text !== null && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  const [least, most] = FURTHEST;
  return value >= least && value <= most ? value : undefined;
}

/** The languages to choose from: the nearest that is named around an element, then the browser's. */
export function languagesAround(element: Element): readonly string[] {
  let at: Element | null = element;
  while (at !== null) {
    const named: string | null | undefined = at.closest('[lang]')?.getAttribute('lang');
    if (named !== null && named !== undefined && named !== '') return [named, ...navigator.languages];
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.languages;
}
