/** The words: both languages say everything, and everything that can be set has a name. */

import { describe, expect, it } from 'vitest';
import { controlledPaths } from '../../src/controls/layout';
import { en } from '../../src/messages/en';
import { ko } from '../../src/messages/ko';
import { loadAsides } from '../../src/asides';
import { later } from '../../src/asides/en';
import { fieldName, LANGUAGES, loadMessages, preferredLanguage } from '../../src/messages';
import { schema } from '../../src/schema';

/** Every key with what stands there: a text, or a text made of so many parts. */
function entries(messages: object, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? entries(value, `${prefix}${key}/`)
      : [[`${prefix}${key}`, value] as const],
  );
}

/** The page's own words, and those of each part that is loaded when it is opened. */
const LATER = import.meta.glob<{ words: object }>(
  [
    '../../src/lenses/*/{en,ko}.ts',
    '../../src/{export,data-in,fan-out,element,embed,share}/{en,ko}.ts',
    '../../build/lessons/{en,ko}.ts',
    '../../docs-element/{en,ko}.ts',
  ],
  { eager: true },
);
const PAIRS: readonly (readonly [string, object, object])[] = [
  ['page', en, ko],
  ...Object.entries(LATER).flatMap(([path, { words }]) => {
    const korean = LATER[path.replace(/en\.ts$/, 'ko.ts')];
    return path.endsWith('en.ts') ? [[path, words, korean?.words ?? {}] as const] : [];
  }),
];

describe.each(PAIRS)('the messages of %s', (_, en, ko) => {
  it('have the same keys in both languages', () => {
    expect(
      entries(ko)
        .map(([key]) => key)
        .sort(),
    ).toEqual(
      entries(en)
        .map(([key]) => key)
        .sort(),
    );
  });

  it('are never empty, and take the same parts', () => {
    const korean = new Map(entries(ko));
    for (const [key, value] of entries(en)) {
      const other = korean.get(key);
      expect(typeof other, key).toBe(typeof value);
      if (typeof value === 'string' && typeof other === 'string') {
        expect(value.trim(), key).not.toBe('');
        expect(other.trim(), key).not.toBe('');
      }
    }
  });

  it('use every part they are given, in Korean as in English', () => {
    const parts = ['⓪', '①', '②', '③'];
    const korean = new Map(entries(ko));
    const fill = (value: unknown): string => {
      if (typeof value !== 'function') return '';
      const made: unknown = Reflect.apply(value, undefined, parts);
      return String(made);
    };
    for (const [key, value] of entries(en))
      for (const part of parts)
        expect(fill(korean.get(key)).includes(part), `${key} ${part}`).toBe(fill(value).includes(part));
  });

  it('say step, never the word for a loop', () => {
    for (const [key, value] of entries(en))
      if (typeof value === 'string') expect(value, key).not.toMatch(/iteration/i);
  });
});

describe('the words for the experiment', () => {
  it('name and explain every field and every option of the core', async () => {
    for (const { path, kind } of schema.fields)
      for (const language of LANGUAGES) {
        const messages = await loadMessages(language);
        expect(fieldName(messages, path), `${language} ${path}`).not.toBe(path);
        const { help } = await loadAsides(language, messages);
        expect(help(path), `${language} ${path}`).not.toBe('');
        if (!('options' in kind)) continue;
        const options: Readonly<Record<string, object | undefined>> = messages.options;
        expect(Object.keys(options[path] ?? {}).sort(), `${language} ${path}`).toEqual(
          [...kind.options].sort(),
        );
      }
  });

  it('name no field that the core does not have', () => {
    for (const path of [...Object.keys(en.fields), ...Object.keys(later.help), ...Object.keys(en.options)])
      expect(schema.byPath.has(path), path).toBe(true);
  });
});

describe('the controls', () => {
  it('are one for every field, and for nothing else', () => {
    const paths = [...controlledPaths()].sort();
    expect(paths).toEqual(schema.fields.map((field) => field.path).sort());
  });
});

describe('the language', () => {
  it("is the first of the browser's that the page speaks", () => {
    expect(preferredLanguage(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
    expect(preferredLanguage(['EN-gb'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
  });
});
