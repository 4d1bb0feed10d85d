/** The element's attributes: how they go together, and what is not understood. */

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { bare, isLinkKey, untilOf, withKeys } from '../../src/element/attributes';
import { divergedIn, metricsOf } from '../../src/element/reports';
import {
  linkOfExperiment,
  readControls,
  readTheme,
  readUntil,
  readViews,
  stateOf,
} from '../../src/element/settings';
import { experimentText } from '../../src/export/experiment';
import { encode } from '../../src/link';
import type { Frame } from '../../src/session/types';

const LINK = 'v=1&lanes=2&data.dataset=moons&lane2.dropout.p=0.5';

describe('the link of an element', () => {
  it('may be a whole address', () => {
    expect(bare(`https://example.org/scope/#${LINK}`)).toBe(LINK);
    expect(bare(`#${LINK}`)).toBe(LINK);
    expect(bare(LINK)).toBe(LINK);
    expect(bare('')).toBe('');
  });

  it('gives way to the attributes, key by key', () => {
    expect(withKeys(LINK, [['lane2.dropout.p', '0.2']])).toBe(
      'v=1&lanes=2&data.dataset=moons&lane2.dropout.p=0.2',
    );
    expect(withKeys('', [['data.dataset', 'spiral']])).toBe('data.dataset=spiral');
    const state = stateOf(
      withKeys(LINK, [
        ['lanes', '3'],
        ['lane3.name', 'R & D 50%'],
        ['runs', '8'],
      ]),
    );
    expect(state.notices).toEqual([]);
    expect([state.lanes.length, state.replicas, state.lanes[2]?.name]).toEqual([3, 8, 'R & D 50%']);
  });

  it('takes no attribute that is not a key of a link', () => {
    for (const name of ['data.points', 'lane2.dropout.p', 'lanes', 'runs', 'lane1.name'])
      expect(isLinkKey(name), name).toBe(true);
    for (const name of [
      'class',
      'id',
      'data-x',
      'views',
      'x-on:click.prevent',
      '@click.once',
      'v-model.lazy',
    ])
      expect(isLinkKey(name), name).toBe(false);
  });

  it('tells of what it could not read, and never fails', () => {
    const { notices } = stateOf(withKeys(LINK, [['dropout.q', '1']]));
    expect(notices).toEqual([{ about: 'unknown', key: 'dropout.q' }]);
    expect(stateOf('%E0%A4%A&%=1&=&lanes=9').lanes.length).toBe(4);
  });

  it('opens the opening experiment where nothing is named', () => {
    expect(stateOf('').lanes.length).toBe(2);
  });
});

describe('an experiment that is given as an object', () => {
  it('is what the page exports', () => {
    const state = stateOf(LINK);
    const object: unknown = JSON.parse(experimentText(state));
    expect(encode(stateOf(linkOfExperiment(object)))).toBe(encode(state));
  });

  it('leaves what it does not name at the defaults, and is brought into range', () => {
    const state = stateOf(
      linkOfExperiment({ data: { dataset: 'moons', points: 1e9 }, dropout: { p: [0.1, 0.2] } }),
    );
    expect(state.lanes[0]?.settings['data.dataset']).toBe('moons');
    expect(state.lanes[0]?.settings['dropout.p']).toEqual([0.1, 0.2]);
    expect(state.notices.length).toBe(1);
  });

  it('may be anything, and is never thrown at', () => {
    for (const odd of [null, 3, 'text', [], [null, 1], { data: null }, { a: { b: () => 1 } }, [[[]]]])
      expect(stateOf(linkOfExperiment(odd)).lanes.length).toBeGreaterThan(0);
  });
});

describe('views and controls', () => {
  it('have their defaults', () => {
    expect([...readViews(null).what.pictures]).toEqual(['field', 'figures', 'curves']);
    expect([...readControls(null).what.buttons]).toEqual(['play', 'step', 'reset']);
  });

  it('are read in the order in which they are named', () => {
    const { what, notices } = readViews(' step  field signals ');
    expect([[...what.pictures], what.lenses, notices]).toEqual([['field'], ['step', 'signals'], []]);
  });

  it('keep the buttons where fields are named alone', () => {
    const { what } = readControls('dropout.p seeds');
    expect([[...what.buttons], what.seeds, what.fields]).toEqual([
      ['play', 'step', 'reset'],
      true,
      ['dropout.p'],
    ]);
    expect([...readControls('play dropout.p').what.buttons]).toEqual(['play']);
    expect(readControls('none').what).toEqual({
      buttons: new Set(),
      seeds: false,
      fields: [],
      isFixed: true,
    });
  });

  it('tell of what they do not know', () => {
    expect(readViews('fields').notices.length).toBe(1);
    expect(readControls('paly dropout.q data.custom').notices.length).toBe(3);
    expect(readTheme('pink')).toMatchObject({ what: 'auto', notices: [{ path: 'theme', got: 'pink' }] });
    expect(readTheme('dark')).toEqual({ what: 'dark', notices: [] });
  });

  it('are what they are by themselves where nothing of it is known', () => {
    expect(readViews('foo bar').what).toEqual(readViews(null).what);
    expect(readViews('foo bar').notices.length).toBe(2);
  });
});

describe('until', () => {
  it('is a step', () => {
    expect(['2000', '1', '10000000'].map(untilOf)).toEqual([2000, 1, 10_000_000]);
    const wrong = ['0', '-4', '7.9', 'x', 'Infinity', '10000001'];
    expect([null, '', ...wrong].map(untilOf)).toEqual(Array(8).fill(undefined));
    expect(wrong.flatMap((text) => readUntil(text).notices.length)).toEqual(Array(6).fill(1));
    expect([null, '', '5'].flatMap((text) => readUntil(text).notices)).toEqual([]);
  });
});

describe('what is told of a frame', () => {
  const run = (loss: number, diverged?: { step: number; layer: number }): object => ({
    train: { loss, accuracy: 0.5 },
    dev: undefined,
    diverged,
    penalty: 0,
  });
  const frame = {
    step: 40,
    lanes: [
      { summary: { epoch: 2, replicas: [run(1), run(2), run(6)] } },
      { summary: { epoch: 2, replicas: [run(0, { step: 7, layer: 3 })] } },
    ],
  } as unknown as Frame;

  it('are the medians of the runs', () => {
    const { step, epoch, lanes } = metricsOf(frame);
    expect([step, epoch, lanes[0]?.trainLoss, lanes[0]?.devLoss]).toEqual([40, 2, 2, null]);
    expect(lanes[1]?.trainLoss).toBeNull();
  });

  it('is which run diverged, counted from one', () => {
    expect(divergedIn(frame)).toEqual([{ lane: 2, run: 1, step: 7, layer: 3 }]);
  });
});

describe('the types', () => {
  const CONSUMER = `
    import { TrainScope, type MetricsDetail } from './train-scope';
    const element = document.createElement('train-scope');
    const same: TrainScope = element;
    element.addEventListener('metrics', (event) => {
      const detail: MetricsDetail = event.detail;
      const loss: number | null | undefined = detail.lanes[0]?.devLoss;
      console.log(loss, event.detail.step.toFixed());
    });
    element.addEventListener('click', (event) => event.type);
    element.experiment = [{ data: { dataset: 'moons' } }];
    void same.setState({ link: element.getState().link });
    // @ts-expect-error -- neither a link nor an experiment
    void same.setState({});
    // @ts-expect-error -- a number
    element.until = 'soon';
  `;

  it('are those that a page which uses the element is checked by', () => {
    const folder = mkdtempSync(join(tmpdir(), 'train-scope-'));
    copyFileSync('src/element/train-scope.d.ts', join(folder, 'train-scope.d.ts'));
    writeFileSync(join(folder, 'use.ts'), CONSUMER);
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      types: [],
    };
    const program = ts.createProgram([join(folder, 'use.ts')], options);
    const found = ts.getPreEmitDiagnostics(program);
    rmSync(folder, { recursive: true });
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  }, 60_000);
});
