/** What a lesson is made of once it has been read, and what was found wrong in it. */

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Something that stops the build: said with the place where it is to be put right. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** A live experiment among the text. */
export interface Scope {
  readonly line: number;
  /** What stands after the `#` of the playground's address. */
  readonly link: string;
  /** Attributes of `<train-scope>`, such as `views`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** HTML. */
  readonly caption: string;
}

/** A lesson in one language. */
export interface Lesson {
  readonly id: string;
  readonly language: Language;
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  /** HTML of the text. */
  readonly html: string;
  /** Words of prose: no code, formulas, captions, claims or sources. */
  readonly words: number;
  readonly scopes: readonly Scope[];
  readonly predictions: number;
  readonly sources: number;
  readonly snippets: number;
  readonly claims: readonly string[];
  readonly problems: readonly Problem[];
}

/** Text as it stands in an element or in an attribute in double quotes. */
export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
