/** The text of a box, which whoever is typing has the last word on. */

import { noChange } from 'lit-html';
import { Directive, directive, PartType, type PartInfo, type PropertyPart } from 'lit-html/directive.js';
import { setCommittedValue } from 'lit-html/directive-helpers.js';

/** What ends typing: the box is left or its text taken, or Enter or Esc says what becomes of it. */
const ENDS = ['change', 'blur', 'keydown'] as const;

class Entry extends Directive {
  #typing = false;
  #listening = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.PROPERTY) throw new Error('entry() belongs to a property');
  }

  override update(part: PropertyPart, [text]: [string]): unknown {
    this.#listen(part.element);
    if (this.#typing) return noChange;
    // What was typed is not what was written here last, so that lit would leave it.
    setCommittedValue(part);
    return text;
  }

  render(text: string): unknown {
    return text;
  }

  #listen(box: Element): void {
    if (this.#listening) return;
    this.#listening = true;
    box.addEventListener('input', () => {
      this.#typing = true;
    });
    // Before those who take the text, because they render.
    for (const name of ENDS)
      box.addEventListener(
        name,
        (event) => {
          if (!(event instanceof KeyboardEvent) || ['Enter', 'Escape'].includes(event.key))
            this.#typing = false;
        },
        { capture: true },
      );
  }
}

/** As `live()`, but what is being typed and not yet taken stays whatever is rendered meanwhile. */
export const entry = directive(Entry);
