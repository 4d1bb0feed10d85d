/** Finds the element's words. */

import type { Language } from '../messages';
import type { Words } from './en';

export type { Words };

const FILES: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

export const loadWords = async (language: Language): Promise<Words> => (await FILES[language]()).words;
