/** Tells the style sheet how far a slider is filled; a style attribute would break the page's policy. */

import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit-html/directive.js';
import { noChange } from 'lit-html';

class Fill extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('fill() belongs on an element');
  }

  override update(part: ElementPart, [share]: [number]): typeof noChange {
    if (part.element instanceof HTMLElement) part.element.style.setProperty('--fill', String(share));
    return noChange;
  }

  render(_share: number): typeof noChange {
    return noChange;
  }
}

export const fill = directive(Fill);
