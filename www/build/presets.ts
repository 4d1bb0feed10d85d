/** The experiments that have a page of their own without a lesson, from `presets/presets.json`. */

import { readFileSync } from 'node:fs';
import type { Language } from './lessons/lesson';

interface Told {
  readonly title: string;
  readonly summary: string;
}

export interface Preset extends Readonly<Record<Language, Told>> {
  readonly id: string;
  readonly link: string;
  /** Of the element that shows it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** When its picture is taken. */
  readonly steps: number;
}

export const presetFile = (language: Language, id: string): string =>
  `presets/${language === 'en' ? '' : `${language}/`}${id}/index.html`;

export function readPresets(path: string): readonly Preset[] {
  return JSON.parse(readFileSync(path, 'utf8')) as readonly Preset[];
}
