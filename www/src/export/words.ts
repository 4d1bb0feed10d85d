/** The words of export, by language. */

import type { Language } from '../messages';
import type { Words } from './en';

export const WORDS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en')).words,
  ko: async () => (await import('./ko')).words,
};
