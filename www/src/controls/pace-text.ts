/** The measured speed beside the counters. */

import { html, type TemplateResult } from 'lit-html';
import type { Pace } from '../pace';
import type { Context } from './context';

export function paceText({ messages, formats }: Context, pace: Pace | undefined): TemplateResult {
  const { transport } = messages;
  const limited = pace?.limited === true;
  return html`<span class="counter pace" title=${limited ? transport.paceLimitHint : transport.paceHint}
    ><span class="swap"
      ><span class=${limited ? 'off' : ''}>${transport.pace}</span
      ><span class=${limited ? '' : 'off'}>${transport.paceLimit}</span></span
    ><b>${pace === undefined ? '—' : formats.count(Math.round(pace.stepsPerSecond))}</b></span
  >`;
}
