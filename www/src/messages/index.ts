/** Finds the words: by language, by field, by option. */

import { en, type Messages } from './en';
import { ko } from './ko';

export type { Messages };
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

const MESSAGES: Readonly<Record<Language, Messages>> = { en, ko };

export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}

/** The first of the browser's languages that the page speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

export interface FieldText {
  readonly label: string;
  readonly help: string;
}

export function fieldText(messages: Messages, path: string): FieldText {
  const fields: Readonly<Record<string, FieldText | undefined>> = messages.fields;
  return fields[path] ?? { label: path, help: '' };
}

export function optionText(messages: Messages, path: string, option: string): string {
  const options: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> =
    messages.options;
  return options[path]?.[option] ?? option;
}
