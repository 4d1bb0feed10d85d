/** Finds the words: by language, by field, by option. */

import type { Messages } from './en';

export type { Messages };
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language is a file of its own, so that a visitor loads his own alone. */
const FILES: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import('./en')).en,
  ko: async () => (await import('./ko')).ko,
};

const loaded = new Map<Language, Messages>();

export async function loadMessages(language: Language): Promise<Messages> {
  const messages = loaded.get(language) ?? (await FILES[language]());
  loaded.set(language, messages);
  return messages;
}

/** The words of a language, where they have been loaded. */
export function messagesIn(language: Language): Messages | undefined {
  return loaded.get(language);
}

/** The first of the browser's languages that the page speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** What a field is called. */
export function fieldName(messages: Messages, path: string): string {
  const fields: Readonly<Record<string, string | undefined>> = messages.fields;
  return fields[path] ?? path;
}

export function optionText(messages: Messages, path: string, option: string): string {
  const options: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> =
    messages.options;
  return options[path]?.[option] ?? option;
}

/** An input as the page calls it: features as in the panel, inputs of noise ε with their number. */
export function inputName(messages: Messages, name: string): string {
  const noise = /^noise_(\d+)$/.exec(name)?.[1];
  if (noise === undefined) return optionText(messages, 'inputs.features', name);
  return `ε${noise.replaceAll(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)))}`;
}
