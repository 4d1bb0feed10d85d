/** What comes in from outside the page's parts: keys, dropped files, another link. */

import { commandOf, focusOf, type KeyCommand } from '../controls/keyboard';

export interface WaysIn {
  readonly shortcuts: () => boolean;
  readonly command: (command: KeyCommand) => void;
  readonly drop: (file: File) => void;
  readonly link: () => void;
  /** The visitor does something for the first time. */
  readonly act: () => void;
}

/** What tells that somebody is there, and may want to know what a control is for. */
const ACTS = ['pointerdown', 'pointermove', 'keydown', 'focusin'] as const;

export function listen({ shortcuts, command, drop, link, act }: WaysIn): void {
  const first = (): void => {
    for (const name of ACTS) document.removeEventListener(name, first);
    act();
  };
  for (const name of ACTS) document.addEventListener(name, first);
  addEventListener('hashchange', link);
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    // Otherwise the browser would leave the page for it.
    event.preventDefault();
    drop(file);
  });
  document.addEventListener('keydown', (event) => {
    const pressed = commandOf(event, focusOf(event.target), shortcuts());
    if (pressed === undefined) return;
    if (pressed.do !== 'close') event.preventDefault();
    command(pressed);
  });
}
