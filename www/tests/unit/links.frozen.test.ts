/**
 * Links that are out in the world mean for ever what they meant when they were made.
 *
 * `links.frozen.json` may be added to. An entry in it is never changed and never removed, and neither is one of its
 * defaults, which every link leaves out. Where this test fails, the code is wrong and not the file.
 */

import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/link';
import { openingState } from '../../src/scenario';
import { schema } from '../../src/schema';
import { initialState, type Notice } from '../../src/state';
import frozen from './links.frozen.json';

const DEFAULTS: Readonly<Record<string, unknown>> = frozen.defaults;

/** What differs from the frozen defaults; a field that came later has its own. */
function differences(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const usual: Readonly<Record<string, unknown>> = { ...schema.defaults, ...DEFAULTS };
  return Object.fromEntries(
    Object.entries(settings).filter(([path, value]) => JSON.stringify(value) !== JSON.stringify(usual[path])),
  );
}

/** A notice in one word or two; the words that a visitor reads may change. */
function brief(notice: Notice): string {
  switch (notice.about) {
    case 'value':
      return `${notice.lane === undefined ? '' : `lane${notice.lane + 1}.`}${notice.path}`;
    case 'unknown':
    case 'repeated':
      return `${notice.about} ${notice.key}`;
    case 'version':
      return `version ${notice.got}`;
    case 'more':
      return 'more';
  }
}

it('every default is what it was', () => {
  expect(schema.defaults).toMatchObject(DEFAULTS);
});

it('every field is in one of the links', () => {
  const links = frozen.links.map(({ link }) => decodeURIComponent(link)).join('&');
  for (const path of Object.keys(DEFAULTS)) expect(links, path).toContain(`${path}=`);
});

describe('the frozen link', () => {
  it.each(frozen.links)('means what it meant: $about', (kept) => {
    const state = decode(kept.link, openingState);
    const { lanes, replicas, mark, boundaries, everyRun, speed, language, theme, showTest, tab } = state;
    expect({ mark, boundaries, everyRun, speed, language, theme, showTest, tab }).toEqual({
      mark: 0.9,
      boundaries: true,
      everyRun: false,
      speed: 16,
      language: 'auto',
      theme: 'auto',
      showTest: false,
      tab: 'curves',
      ...kept.view,
    });
    expect(state.notices.map(brief)).toEqual(kept.notices);
    // How the page opens without an experiment may change.
    if (kept.opening === true) {
      expect({ lanes, replicas }).toEqual({ lanes: openingState().lanes, replicas: openingState().replicas });
      return;
    }
    expect(replicas).toBe(kept.replicas);
    expect(
      lanes.map(({ name, settings }) => ({ ...(name === '' ? {} : { name }), ...differences(settings) })),
    ).toEqual(kept.lanes);
    // What the page writes today reads the same, and so does what it wrote then.
    for (const link of [encode(state), kept.canonical]) {
      const again = decode(link, openingState);
      expect({ ...again, notices: [] }).toEqual({ ...state, notices: [] });
      expect(again.notices).toEqual([]);
    }
  });

  it('is written as it was, so that one experiment has one link', () => {
    for (const { link, canonical, opening } of frozen.links)
      if (opening !== true) expect(encode(decode(link, openingState))).toBe(canonical);
    expect(encode(initialState())).toBe('v=1');
  });
});
