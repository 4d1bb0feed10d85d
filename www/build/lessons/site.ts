/** All files of the lessons, from the folders that hold their texts. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkLesson, pageProblems, told } from './check';
import { readClaims } from './claims';
import { words as en } from './en';
import { words as ko } from './ko';
import { LANGUAGES, type Language, type Lesson, type Problem } from './lesson';
import { readLesson } from './markdown';
import { fileOf, indexPage, lessonPage, rootOf, type Placed, type Site } from './pages';
import { styles } from './styles';
import { readPresets } from '../presets';

/** Where things are read from. */
export interface Places {
  /** Holds `order.json`, a folder for each lesson, and `claims/`. */
  readonly lessons: string;
  /** `docs/claims.md`. */
  readonly claims: string;
  /** `presets/presets.json`. */
  readonly presets: string;
  /** The page's colours and type. */
  readonly tokens: string;
  /** Names in messages are written from here. */
  readonly root: string;
}

const WORDS = { en, ko } as const;
const CLAIMS = 'claims';

/** The ids in their order, and those of the lessons that are written in both languages. */
function readOrder(
  places: Places,
  problems: Problem[],
): { readonly all: readonly string[]; readonly written: readonly string[] } {
  const file = join(places.lessons, 'order.json');
  const wrong = (what: string, at = file): void => {
    problems.push({ file: relative(places.root, at), line: 1, what });
  };
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const all = Array.isArray(parsed) ? parsed.map(String) : [];
  if (all.length === 0) wrong('not a list of the lessons’ folders');
  const folders = readdirSync(places.lessons, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== CLAIMS)
    .map(({ name }) => name);
  for (const name of folders) if (!all.includes(name)) wrong(`the lesson “${name}” is not named`);
  const written = all.filter((id) => {
    const has = LANGUAGES.filter((language) => existsSync(join(places.lessons, id, `${language}.md`)));
    for (const language of LANGUAGES)
      if (has.length > 0 && !has.includes(language))
        wrong('the lesson is missing in this language', join(places.lessons, id, `${language}.md`));
    return has.length === LANGUAGES.length;
  });
  return { all, written };
}

function readTranslations(places: Places, language: Language): ReadonlyMap<string, string> {
  const folder = join(places.lessons, CLAIMS);
  const end = `.${language}.json`;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(end)) : [];
  return new Map(names.map((name) => [name.slice(0, -end.length), readFileSync(join(folder, name), 'utf8')]));
}

/** Every lesson of a language that is written, in order; what is wrong with them is added to `problems`. */
export function readLessons(places: Places, language: Language, problems: Problem[]): readonly Placed[] {
  const { all, written } = readOrder(places, language === 'en' ? problems : []);
  const claims = readClaims(readFileSync(places.claims, 'utf8'));
  const translations = language === 'en' ? {} : { translations: readTranslations(places, language) };
  const lessons = written.map((id): Lesson => {
    const path = join(places.lessons, id, `${language}.md`);
    const lesson = readLesson(
      {
        ...{ id, language, claims, ...translations },
        file: relative(places.root, path),
        root: rootOf(fileOf(language, id)),
        words: WORDS[language],
      },
      readFileSync(path, 'utf8'),
    );
    problems.push(...checkLesson(lesson));
    return lesson;
  });
  return lessons.map((lesson, at) => ({
    lesson,
    number: all.indexOf(lesson.id) + 1,
    previous: lessons[at - 1],
    next: lessons[at + 1],
  }));
}

/** Every file by its name in the built folder. Throws where a lesson has not what it must have. */
export function makeFiles(places: Places, policy: string): ReadonlyMap<string, string> {
  const problems: Problem[] = [];
  const site: Site = { words: WORDS, policy };
  const presets = readPresets(places.presets);
  const files = new Map<string, string>();
  for (const language of LANGUAGES) {
    const lessons = readLessons(places, language, problems);
    for (const placed of lessons) files.set(fileOf(language, placed.lesson.id), lessonPage(site, placed));
    files.set(fileOf(language), indexPage(site, language, lessons, presets));
  }
  for (const [file, html] of files) problems.push(...pageProblems(file, html));
  if (problems.length > 0) throw new Error(`the lessons cannot be built:\n${told(problems)}`);
  files.set('lessons/lessons.css', styles(readFileSync(places.tokens, 'utf8')));
  return files;
}
