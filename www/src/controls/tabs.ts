/** The tabs below the lanes, with the keys that tabs have. */

import { html, type TemplateResult } from 'lit-html';
import { TABS, type Tab } from '../state';
import type { Context } from './context';

/** Which tab a key leads to. */
function next(tab: Tab, key: string): Tab | undefined {
  const at = TABS.indexOf(tab);
  const last = TABS.length - 1;
  const to = new Map([
    ['ArrowRight', at === last ? 0 : at + 1],
    ['ArrowLeft', at === 0 ? last : at - 1],
    ['Home', 0],
    ['End', last],
  ]).get(key);
  return to === undefined ? undefined : TABS[to];
}

/** Brings the open tab into a strip that is too narrow for all of them; the page itself stays where it is. */
export function revealTab(root: Element): void {
  const strip = root.querySelector('.tabs');
  const tab = strip?.querySelector('[aria-selected="true"]');
  if (!(strip instanceof HTMLElement) || !(tab instanceof HTMLElement)) return;
  const left = tab.offsetLeft - strip.offsetLeft;
  if (left < strip.scrollLeft || left + tab.offsetWidth > strip.scrollLeft + strip.clientWidth)
    strip.scrollLeft = left - (strip.clientWidth - tab.offsetWidth) / 2;
}

export function tabs({ state, messages, dispatch }: Context): TemplateResult {
  const choose = (tab: Tab): void => {
    dispatch({ type: 'tab', tab });
  };
  return html`<div class="tabs" role="tablist" aria-label=${messages.tabs.region}>
    ${TABS.map((tab) => {
      const selected = tab === state.tab;
      return html`<button
        type="button"
        role="tab"
        id="tab-${tab}"
        aria-selected=${selected ? 'true' : 'false'}
        aria-controls="tab-panel"
        tabindex=${selected ? 0 : -1}
        @click=${() => {
          choose(tab);
        }}
        @keydown=${(event: KeyboardEvent) => {
          const to = next(tab, event.key);
          if (to === undefined) return;
          event.preventDefault();
          // The page's own shortcuts have these keys elsewhere.
          event.stopPropagation();
          choose(to);
          document.getElementById(`tab-${to}`)?.focus();
        }}
      >
        ${messages.tabs[tab]}
      </button>`;
    })}
  </div>`;
}
