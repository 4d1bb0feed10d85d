/** How the page looks and speaks: its theme's colours, its language's words. */

import type { Asides } from '../asides';
import { loadMessages, preferredLanguage, type Language, type Messages } from '../messages';
import type { State } from '../state';
import { readColors, type Colors } from '../views/palette';

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

export class Appearance {
  readonly #state: () => State;
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  #colors: Colors;
  #spoken: Spoken | undefined;
  #asides: Asides | undefined;

  constructor(state: () => State) {
    this.#state = state;
    this.#setTheme();
    this.#colors = readColors(document.documentElement);
  }

  get colors(): Colors {
    return this.#colors;
  }

  get spoken(): Spoken {
    if (this.#spoken === undefined) throw new Error('No language has been loaded yet');
    return this.#spoken;
  }

  /** What is said on demand, where it has been asked for. */
  get asides(): Asides | undefined {
    return this.#asides;
  }

  /** Loads what is said on demand in the language that is spoken; says whether it is new. */
  async explain(): Promise<boolean> {
    const { loadAsides } = await import('../asides');
    const { language, messages } = this.spoken;
    if (this.#asides?.language === language) return false;
    const asides = await loadAsides(language, messages);
    // Another language may be spoken meanwhile.
    if (language === this.spoken.language) this.#asides = asides;
    return true;
  }

  /** Sets the theme on the document and reads its colours. */
  dress(): void {
    if (this.#setTheme()) this.#colors = readColors(document.documentElement);
  }

  /** Calls back when the system's theme changes. */
  watch(changed: () => void): void {
    this.#dark.addEventListener('change', changed);
  }

  /** The language that the state asks for. */
  get wantedLanguage(): Language {
    const { language } = this.#state();
    return language === 'auto' ? preferredLanguage(navigator.languages) : language;
  }

  /** Takes over the words of the chosen language, once they are there. */
  async speak(): Promise<void> {
    const language = this.wantedLanguage;
    const messages = await loadMessages(language);
    // Another one may have been chosen meanwhile.
    if (language === this.wantedLanguage) this.#spoken = { language, messages };
  }

  /** Whether it is another one than before. */
  #setTheme(): boolean {
    const { theme } = this.#state();
    const name = theme === 'dark' || (theme === 'auto' && this.#dark.matches) ? 'dark' : 'light';
    const { dataset } = document.documentElement;
    const worn = dataset['theme'];
    dataset['theme'] = name;
    return worn !== name;
  }
}
