/** What is taken out of the page: experiments that come back, tables, file names, drawings. */

import { describe, expect, it } from 'vitest';
import { curvesDrawing } from '../../src/export/curves';
import { toSvg } from '../../src/export/drawing';
import { experimentText, readExperiments, settingsOf } from '../../src/export/experiment';
import { fileName } from '../../src/export/names';
import { historyCsv, weightsCsv, weightsJson } from '../../src/export/tables';
import { formats } from '../../src/format';
import { History } from '../../src/history';
import { openingState } from '../../src/scenario';
import { schema } from '../../src/schema';
import type { LaneSetup, LaneSummary } from '../../src/session/types';
import { reduce } from '../../src/reduce';
import { initialState } from '../../src/state';
import type { Colors } from '../../src/views/palette';

describe('an experiment as JSON', () => {
  it('comes back as it went out, by itself and as lanes', () => {
    const single = reduce(initialState(), {
      type: 'set',
      path: 'data.custom',
      value: [
        [0.5, -1, 1],
        [0, 0, 0],
      ],
    });
    for (const state of [single, openingState(), reduce(openingState(), { type: 'lanes', count: 4 })]) {
      const read = readExperiments(experimentText(state));
      if (!read.ok) throw new Error('not JSON');
      expect(settingsOf(read.lanes)).toEqual(state.lanes.map(({ settings }) => settings));
    }
  });

  it('has every field, as the core names them', () => {
    const value: unknown = JSON.parse(experimentText(initialState()));
    expect(value).toMatchObject({ version: schema.version, data: { dataset: 'spiral' }, dropout: { p: 0 } });
  });

  it('leaves at its default what it does not name, and passes over what it must not have', () => {
    const text = '\uFEFF{"dropout": {"p": 0.5}, "__proto__": {"x": 1}, "constructor": 3}';
    const read = readExperiments(text);
    if (!read.ok) throw new Error('not JSON');
    expect(settingsOf(read.lanes)).toEqual([{ ...schema.defaults, 'dropout.p': 0.5 }]);
  });

  it('says where a text stops being JSON', () => {
    expect(readExperiments('{\n  "data": x\n}')).toMatchObject({ ok: false, line: 2, column: 11 });
    expect(readExperiments('[{}')).toMatchObject({ ok: false, line: 1, column: 4 });
    expect(readExperiments('['.repeat(100_000))).toMatchObject({ ok: false });
    expect(readExperiments('')).toMatchObject({ ok: false, line: 1, column: 1 });
    expect(readExperiments('{"a": [1, 2,], "b": 3}')).toMatchObject({ line: 1, column: 13 });
    expect(readExperiments('{"a": 1}\n x')).toMatchObject({ line: 2, column: 2 });
    expect(readExperiments('{"a" 1}')).toMatchObject({ line: 1, column: 6 });
    expect(readExperiments('{"a": "b\n"}')).toMatchObject({ line: 1, column: 7 });
  });
});

describe('file names', () => {
  it('say what is in the file', () => {
    const two = reduce(initialState(), { type: 'lanes', count: 2 });
    expect(fileName(two, 1, 'weights', 'csv')).toBe('trainscope-spiral-lane2-weights.csv');
    expect(fileName(initialState(), 0, 'weights', 'csv')).toBe('trainscope-spiral-weights.csv');
    const mixed = reduce(reduce(two, { type: 'target', target: 1 }), {
      type: 'set',
      path: 'data.dataset',
      value: 'moons',
    });
    expect(fileName(mixed, undefined, 'curves', 'csv')).toBe('trainscope-spiral-moons-curves.csv');
    expect(fileName(mixed, 1, 'field', 'png')).toBe('trainscope-moons-lane2-field.png');
  });
});

const SETUP: LaneSetup = {
  inputs: ['x1', 'x2'],
  layers: [2, 1],
  classes: 2,
  points: { x: new Float32Array(), y: new Float32Array(), set: new Uint8Array() },
};
const PARAMETERS = Float32Array.from([0.1, -2, 3, 4, 0.5, -0.5, 7, 8, 1e-10]);

describe('weights', () => {
  it('are a line each, biases after the weights of their unit', () => {
    expect(weightsCsv(SETUP, PARAMETERS).trim().split('\n')).toEqual([
      'layer,unit,input,value',
      'hidden_1,1,x1,0.1',
      'hidden_1,1,x2,-2',
      'hidden_1,1,bias,0.5',
      'hidden_1,2,x1,3',
      'hidden_1,2,x2,4',
      'hidden_1,2,bias,-0.5',
      'output,1,hidden_1_1,7',
      'output,1,hidden_1_2,8',
      'output,1,bias,1e-10',
    ]);
  });

  it('are matrices in JSON, and come back to the bit', () => {
    const read: unknown = JSON.parse(weightsJson({ step: 3 }, SETUP, PARAMETERS));
    expect(read).toMatchObject({
      step: 3,
      layers: [
        {
          name: 'hidden_1',
          weight: [
            [0.1, -2],
            [3, 4],
          ],
          bias: [0.5, -0.5],
        },
        { name: 'output', inputs: ['hidden_1_1', 'hidden_1_2'], weight: [[7, 8]], bias: [1e-10] },
      ],
    });
    expect(Math.fround(0.1)).toBe(PARAMETERS[0]);
  });
});

function summary(step: number, losses: readonly number[]): LaneSummary {
  return {
    step,
    epoch: 0,
    learningRate: 0.1,
    replicas: losses.map((loss) => ({
      train: { loss, accuracy: 0.5 },
      dev: undefined,
      penalty: 0,
      diverged: undefined,
      trainDev: undefined,
      stop: undefined,
    })),
  };
}

const COLORS: Colors = {
  ink: '#111',
  faint: '#666',
  rule: '#ddd',
  paper: '#fff',
  surface: '#fff',
  halo: '#fff',
  negative: '#f00',
  positive: '#00f',
  two: ['#a00', '#00a'],
  many: [],
  lanes: ['#345', '#678'],
  scale: ['#ffffff', '#000000'],
  font: '"A & B", sans-serif',
  core: { diverging: new Uint8Array(), classes: new Uint8Array(), background: new Uint8Array() },
};

describe('curves', () => {
  const history = new History();
  history.add(0, [summary(0, [1, 2, 3])]);
  history.add(5, [summary(5, [0.5, Infinity, 0.25])]);

  it('are a line for each step in a table, with quartiles', () => {
    const [head = '', first = '', second = ''] = historyCsv(history).trim().split('\n');
    const column = (line: string, name: string): string =>
      line.split(',')[head.split(',').indexOf(name)] ?? '?';
    expect(head.startsWith('step,lane1_train_loss_median,lane1_train_loss_lower_quartile')).toBe(true);
    expect([column(first, 'step'), column(first, 'lane1_train_loss_median')]).toEqual(['0', '2']);
    expect(column(first, 'lane1_train_loss_lower_quartile')).toBe('1.5');
    expect([
      column(second, 'lane1_train_loss_median'),
      column(second, 'lane1_train_loss_upper_quartile'),
    ]).toEqual(['0.5', 'inf']);
    expect(column(second, 'lane1_dev_loss_median')).toBe('');
  });

  it('are an SVG of their own, with text as text and nothing that breaks it', () => {
    const drawing = curvesDrawing(history, COLORS, {
      chart: { id: 'loss', title: 'Loss <1>', train: 'trainLoss', dev: 'devLoss', format: formats.loss },
      lanes: ['a & b'],
      train: 'train',
      dev: 'dev',
      steps: 'steps',
      spread: 'quartiles',
      title: 'Step 5',
      link: `https://example.org/#${'x=1&'.repeat(400)}`,
      formatX: formats.compact,
      formatY: formats.plain,
    });
    const svg = toSvg(drawing, 'Loss & more');
    expect(svg).toContain('>Loss &lt;1&gt;</text>');
    expect(svg).toContain('a &amp; b');
    expect(svg).toContain('font-family="&quot;A &amp; B&quot;, sans-serif"');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    // Nothing but elements, and every ampersand is one of an entity.
    expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
    expect(svg).toContain('…');
  });
});
