/** What a lens shows of jobs while they are being done: start, stop, how far they are, how long it takes still. */

import { html, type TemplateResult } from 'lit-html';
import type { Context } from '../controls/context';
import { noticesOf } from '../repair';
import type { Failure } from './run';
import './bar.css';

/** Milliseconds between two looks at the progress. */
const INTERVAL = 200;
/** From so many milliseconds on a time is told in minutes. */
const MINUTES = 100_000;

/** What a bar is of. */
export interface Progress {
  readonly running: boolean;
  /** From 0 to 1. */
  readonly progress: number;
  /** What there is to count, and how many of it are there. */
  readonly all: number;
  readonly made: number;
  /** Milliseconds so far, or all of them, and how many are left. */
  readonly time: number;
  readonly left: number | undefined;
  readonly failure: Failure | undefined;
}

export interface BarWords {
  readonly stop: string;
  readonly progress: (done: string, of: string) => string;
  readonly left: (time: string) => string;
  readonly seconds: (count: string) => string;
  readonly minutes: (count: string) => string;
  readonly finished: (all: string, time: string) => string;
  readonly stopped: (done: string, of: string) => string;
  readonly failed: (reason: string) => string;
}

function timeText(words: BarWords, milliseconds: number): string {
  return milliseconds < MINUTES
    ? words.seconds(String(Math.max(1, Math.round(milliseconds / 1000))))
    : words.minutes(String(Math.round(milliseconds / 60_000)));
}

/** How far the jobs are, in a sentence; empty where there are none. */
export function statusText(context: Context, words: BarWords, jobs: Progress | undefined): string {
  if (jobs === undefined) return '';
  const { formats, asides } = context;
  const [made, all] = [formats.count(jobs.made), formats.count(jobs.all)];
  const { failure } = jobs;
  if (failure !== undefined)
    return 'reason' in failure
      ? words.failed(failure.reason)
      : noticesOf(failure.refusals, 1)
          .map((notice) => asides?.noticeText(formats, notice) ?? '')
          .join(' ');
  if (!jobs.running)
    return jobs.made === jobs.all
      ? words.finished(all, timeText(words, jobs.time))
      : words.stopped(made, all);
  const left = jobs.left === undefined ? '' : `, ${words.left(timeText(words, jobs.left))}`;
  return `${words.progress(made, all)}${left}`;
}

export interface BarOptions {
  readonly context: Context;
  readonly words: BarWords;
  readonly jobs: Progress | undefined;
  /** What the parts' ids begin with. */
  readonly id: string;
  /** What stands on the button that starts, which submits the form that the bar is in. */
  readonly start: string;
  /** Whether it can be started, where nothing runs. */
  readonly ready: boolean;
  /** What is being done, for a screen reader. */
  readonly name: string;
  readonly stop: () => void;
}

export function jobsBar({ context, words, jobs, id, start, ready, name, stop }: BarOptions): TemplateResult {
  const running = jobs?.running === true;
  return html`<div class="jobs-bar">
    <button type="submit" id="${id}-train" class="primary" ?disabled=${running || !ready}>${start}</button>
    <button type="button" id="${id}-stop" ?disabled=${!running} @click=${stop}>${words.stop}</button>
    <progress max="1" .value=${jobs?.progress ?? 0} ?hidden=${!running} aria-label=${name}></progress>
    <span class="jobs-status" role="status">${statusText(context, words, jobs)}</span>
  </div>`;
}

/** Looks at jobs as long as they run, and once more when they have ended. */
export class Watch {
  #timer: ReturnType<typeof setInterval> | undefined;

  start(running: () => boolean, look: () => void, ended: () => void): void {
    if (this.#timer !== undefined || !running()) return;
    this.#timer = setInterval(() => {
      look();
      if (running()) return;
      this.stop();
      ended();
    }, INTERVAL);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
