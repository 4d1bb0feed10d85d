/** What comes in from outside the page's parts: keys, dropped files, another link. */

import { commandOf, focusOf, type KeyCommand } from '../controls/keyboard';

export interface WaysIn {
  readonly shortcuts: () => boolean;
  readonly command: (command: KeyCommand) => void;
  readonly drop: (file: File) => void;
  readonly link: () => void;
}

export function listen({ shortcuts, command, drop, link }: WaysIn): void {
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
