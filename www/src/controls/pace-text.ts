/** The measured speed beside the counters. */

import { html, type TemplateResult } from 'lit-html';
import type { Pace } from '../pace';
import type { Context } from './context';

export function paceText({ messages, formats }: Context, pace: Pace | undefined): TemplateResult {
  const { transport } = messages;
  const limited = pace?.limited === true;
  const steps = formats.count(Math.round(pace?.stepsPerSecond ?? 0));
  return html`<span class="pace" title=${limited ? transport.paceLimitHint : transport.paceHint}
    >${pace === undefined ? '' : limited ? transport.paceLimit(steps) : transport.pace(steps)}</span
  >`;
}
