/** Puts an element at shares of its frame's width and height; a style attribute would break the page's policy. */

import { noChange } from 'lit-html';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit-html/directive.js';

class Placed extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('placed() belongs on an element');
  }

  override update(part: ElementPart, [x, y]: [number, number]): typeof noChange {
    if (part.element instanceof HTMLElement) {
      part.element.style.left = `${100 * x}%`;
      part.element.style.top = `${100 * y}%`;
    }
    return noChange;
  }

  render(_x: number, _y: number): typeof noChange {
    return noChange;
  }
}

export const placed = directive(Placed);
