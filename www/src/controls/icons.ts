/** The page's few pictures; each stands beside or under a text that says the same. */

import { svg, html, type TemplateResult } from 'lit-html';

function icon(body: TemplateResult, filled = false): TemplateResult {
  return html`<svg
    class="icon ${filled ? 'filled' : ''}"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
    focusable="false"
  >
    ${body}
  </svg>`;
}

export const icons = {
  play: icon(svg`<path d="M4.5 2.8v10.4L13 8z" />`, true),
  pause: icon(svg`<path d="M4 3h3v10H4zM9 3h3v10H9z" />`, true),
  step: icon(svg`<path d="M3.5 3v10l6.500-5zM11 3h2v10h-2z" />`, true),
  reset: icon(svg`<path d="M3.2 6.2A5.200 5.200 0 1 1 2.800 8.600M3 2.600v3.700h3.700" />`),
  dice: icon(
    svg`<rect x="2.500" y="2.500" width="11" height="11" rx="2.500" /><path class="dot" d="M5.500 5.500h.01M10.500 5.500h.01M8 8h.01M5.500 10.500h.01M10.500 10.500h.01" />`,
  ),
  share: icon(
    svg`<path d="M6.700 9.300l2.600-2.600M7.500 4.800l1.300-1.300a2.600 2.600 0 0 1 3.700 3.700l-1.300 1.300M8.500 11.200l-1.300 1.300a2.600 2.600 0 0 1-3.700-3.700l1.300-1.300" />`,
  ),
  export: icon(svg`<path d="M8 9.500V2M5 4.700L8 1.800l3 2.900M3 8v5.500h10V8" />`),
  sliders: icon(
    svg`<path d="M2 4.500h6M12 4.500h2M2 11.500h2M8 11.500h6" /><circle cx="10" cy="4.500" r="2" /><circle cx="6" cy="11.500" r="2" />`,
  ),
  close: icon(svg`<path d="M3.500 3.500l9 9M12.500 3.500l-9 9" />`),
  duplicate: icon(
    svg`<rect x="5.500" y="5.500" width="8" height="8" rx="1.500" /><path d="M10.500 3v-.5h-6a2 2 0 0 0-2 2v6H3" />`,
  ),
  remove: icon(
    svg`<path d="M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.6 9h5.800l.6-9M6.700 7v4M9.300 7v4" />`,
  ),
  compare: icon(svg`<path d="M2 8h4.500M6.500 8l4-4.500H14M6.500 8H14M6.500 8l4 4.500H14" />`),
  plus: icon(svg`<path d="M8 3v10M3 8h10" />`),
  keyboard: icon(
    svg`<rect x="1.500" y="3.500" width="13" height="9" rx="1.500" /><path d="M4 6.300h.01M6.700 6.300h.01M9.300 6.300h.01M12 6.300h.01M5 9.800h6" class="dot" />`,
  ),
  themes: {
    auto: icon(
      svg`<circle cx="8" cy="8" r="5.500" /><path class="solid" d="M8 2.500a5.500 5.500 0 0 1 0 11z" />`,
    ),
    light: icon(
      svg`<circle cx="8" cy="8" r="3" /><path d="M8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1.100 1.100M11.500 11.500l1.100 1.100M3.400 12.600l1.100-1.100M11.500 4.500l1.100-1.100" />`,
    ),
    dark: icon(svg`<path d="M13 9.800A5.600 5.600 0 0 1 6.200 3a5.600 5.600 0 1 0 6.800 6.800z" />`),
  },
};
