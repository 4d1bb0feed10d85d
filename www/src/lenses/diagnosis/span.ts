/** Tells the style sheet where a bar begins and ends, as shares of the scale; a style attribute would break the page's policy. */

import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit-html/directive.js';
import { noChange } from 'lit-html';

class Span extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('span() belongs on an element');
  }

  override update(part: ElementPart, ends: [number, number]): typeof noChange {
    const { element } = part;
    if (element instanceof HTMLElement)
      ['--from', '--to'].forEach((name, index) => {
        element.style.setProperty(name, `${(100 * Math.max(0, Math.min(1, ends[index] ?? 0))).toFixed(2)}%`);
      });
    return noChange;
  }

  render(_from: number, _to: number): typeof noChange {
    return noChange;
  }
}

export const span = directive(Span);
