/** The frame's parameters, its messages, and the heights it tells. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Conversation, MOST_PENDING, type Scope } from '../../src/embed/conversation';
import { heights } from '../../src/embed/heights';
import { readParameters } from '../../src/embed/parameters';
import { EVENTS, readMessage } from '../../src/embed/protocol';
import { LONGEST_STATE, MOST_STEPS, preview, type Source } from '../../src/element/given';

interface Posted {
  readonly message: unknown;
  readonly origin: string;
}

class FakeScope implements Scope {
  readonly done: string[] = [];
  stepping: Promise<void> = Promise.resolve();

  play(): void {
    this.done.push('play');
  }
  pause(): void {
    this.done.push('pause');
  }
  async step(steps = 1): Promise<void> {
    this.done.push(`step ${steps}`);
    await this.stepping;
  }
  reset(): Promise<void> {
    this.done.push('reset');
    return Promise.resolve();
  }
  getState(): unknown {
    return { link: 'v=1', did: [...this.done] };
  }
  setState(state: Source): Promise<void> {
    this.done.push(JSON.stringify(state));
    return 'link' in state && state.link === 'broken'
      ? Promise.reject(new Error('It broke'))
      : Promise.resolve();
  }
}

function talk(origins?: readonly string[]): {
  readonly scope: FakeScope;
  readonly posted: Posted[];
  readonly conversation: Conversation;
  readonly say: (data: unknown, origin?: string) => Promise<void>;
} {
  const scope = new FakeScope();
  const posted: Posted[] = [];
  const conversation = new Conversation({
    scope: Promise.resolve(scope),
    post: (message, origin) => posted.push({ message, origin }),
    origins,
  });
  return {
    scope,
    posted,
    conversation,
    say: (data, origin = 'https://post.example') => conversation.take({ data, origin }),
  };
}

const ask = (command: unknown, more: object = {}): object => ({ trainscope: 1, id: 7, command, ...more });

describe('a command', () => {
  it('is carried out and answered, to the origin that gave it and with its id', async () => {
    const { scope, posted, say } = talk();
    await say(ask('play'));
    await say(ask('step', { n: 25 }));
    await say(ask('step'));
    await say({ trainscope: 1, id: 'named', command: 'getState' }, 'null');
    expect(scope.done).toEqual(['play', 'step 25', 'step 1']);
    expect(posted[0]).toEqual({
      message: { trainscope: 1, id: 7, ok: true, result: { link: 'v=1', did: ['play'] } },
      origin: 'https://post.example',
    });
    // A page without an origin of its own can be reached in no other way.
    expect(posted[3]).toMatchObject({ message: { id: 'named', ok: true }, origin: '*' });
  });

  it('sets another experiment, as a link or as objects', async () => {
    const { scope, say } = talk();
    await say(ask('setState', { state: { link: 'v=1&lanes=2' } }));
    await say(ask('setState', { state: { experiment: { data: { points: 50 } } } }));
    await say(ask('setState', { state: { experiment: [{}, { dropout: { p: 0.5 } }] } }));
    expect(scope.done).toEqual([
      '{"link":"v=1&lanes=2"}',
      '{"experiment":{"data":{"points":50}}}',
      '{"experiment":[{},{"dropout":{"p":0.5}}]}',
    ]);
  });

  it('that fails is answered with the reason', async () => {
    const { posted, say } = talk();
    await say(ask('setState', { state: { link: 'broken' } }));
    expect(posted).toMatchObject([
      {
        message: { id: 7, ok: false, error: { field: 'command', value: '"setState"', message: 'It broke' } },
      },
    ]);
  });

  it.each<[string, object, string, string]>([
    ['another version', { trainscope: 2, id: 1, command: 'play' }, 'trainscope', '2'],
    ['no id', { trainscope: 1, command: 'play' }, 'id', 'undefined'],
    ['an object for an id', { trainscope: 1, id: {}, command: 'play' }, 'id', 'an object'],
    ['no command', { trainscope: 1, id: 1 }, 'command', 'undefined'],
    ['an unknown command', ask('fly'), 'command', '"fly"'],
    ['a name that every object has', ask('constructor'), 'command', '"constructor"'],
    ['a field too many', ask('play', { speed: 2 }), '"speed"', '2'],
    ['half a step', ask('step', { n: 0.5 }), 'n', '0.5'],
    ['steps as text', ask('step', { n: '5' }), 'n', '"5"'],
    ['too many steps', ask('step', { n: MOST_STEPS + 1 }), 'n', String(MOST_STEPS + 1)],
    ['no number of steps', ask('step', { n: Number.NaN }), 'n', 'NaN'],
    ['no state', ask('setState'), 'state', 'undefined'],
    ['an empty state', ask('setState', { state: {} }), 'state', 'an object'],
    ['two states', ask('setState', { state: { link: '', experiment: {} } }), 'state', 'an object'],
    ['a state of another kind', ask('setState', { state: { url: 'x' } }), 'state."url"', '"x"'],
    ['a link that is no text', ask('setState', { state: { link: 5 } }), 'state.link', '5'],
    ['no lanes', ask('setState', { state: { experiment: [] } }), 'state.experiment', 'a list of 0'],
    [
      'five lanes',
      ask('setState', { state: { experiment: [{}, {}, {}, {}, {}] } }),
      'state.experiment',
      'a list of 5',
    ],
    [
      'a number for a lane',
      ask('setState', { state: { experiment: [1] } }),
      'state.experiment',
      'a list of 1',
    ],
    ['an unknown event', ask('subscribe', { events: ['ready', 'metric'] }), 'events', '"metric"'],
    ['events as text', ask('subscribe', { events: 'ready' }), 'events', '"ready"'],
  ])('that is wrong is answered by field, value and what is allowed: %s', async (_, data, field, value) => {
    const { scope, posted, say } = talk();
    await say(data);
    expect(scope.done).toEqual([]);
    expect(posted).toMatchObject([{ message: { trainscope: 1, ok: false, error: { field, value } } }]);
    const [{ message } = { message: undefined }] = posted;
    expect(message).toMatchObject({ error: { allowed: expect.stringMatching(/\w/) as string } });
  });

  it('that is large is refused, and quoted in a few characters', async () => {
    const { posted, say } = talk();
    await say(ask('setState', { state: { link: 'x'.repeat(LONGEST_STATE + 1) } }));
    await say(ask('setState', { state: { experiment: { a: 'x'.repeat(LONGEST_STATE) } } }));
    let deep: object = {};
    for (let level = 0; level < 100_000; level += 1) deep = { deep };
    await say(ask('setState', { state: { experiment: deep } }));
    const round: Record<string, unknown> = {};
    round['round'] = round;
    await say(ask('setState', { state: { experiment: round } }));
    await say(ask('y'.repeat(LONGEST_STATE)));
    expect(posted).toHaveLength(5);
    for (const { message } of posted) {
      expect(message).toMatchObject({ ok: false });
      expect(JSON.stringify(message).length).toBeLessThan(500);
    }
  });

  it('is one of a bounded number at a time', async () => {
    const { scope, posted, say } = talk();
    let end = (): void => undefined;
    scope.stepping = new Promise((resolve) => {
      end = resolve;
    });
    const asked = Array.from({ length: MOST_PENDING + 5 }, (_, id) =>
      say({ trainscope: 1, id, command: 'step' }),
    );
    await Promise.all(asked.slice(MOST_PENDING));
    expect(posted).toHaveLength(5);
    expect(posted[0]).toMatchObject({ message: { id: MOST_PENDING, ok: false } });
    end();
    await Promise.all(asked);
    expect(posted).toHaveLength(MOST_PENDING + 5);
    await say(ask('getState'));
    expect(posted.at(-1)).toMatchObject({ message: { ok: true } });
  });
});

describe('an origin', () => {
  it('that is not on the list is not heard, and nothing is said to it', async () => {
    const { scope, posted, conversation, say } = talk(['https://blog.example', 'http://localhost:8000']);
    for (const origin of [
      'https://evil.example',
      'https://blog.example.evil.example',
      'null',
      '',
      'http://blog.example',
    ])
      await say(ask('play'), origin);
    await say({ trainscope: 9 }, 'https://evil.example');
    expect([scope.done, posted]).toEqual([[], []]);
    await say(ask('play'), 'http://localhost:8000');
    expect(scope.done).toEqual(['play']);
    conversation.tell('ready', null);
    expect(posted.slice(1).map(({ origin }) => origin)).toEqual([
      'https://blog.example',
      'http://localhost:8000',
    ]);
  });
});

describe('events', () => {
  it('are told where they are wanted, and that it is ready always', async () => {
    const { posted, conversation, say } = talk();
    conversation.tell('metrics', { step: 1 });
    expect(posted).toEqual([]);
    conversation.tell('ready', null);
    expect(posted).toEqual([{ message: { trainscope: 1, event: 'ready', detail: null }, origin: '*' }]);
    await say(ask('subscribe', { events: ['metrics', 'diverged'] }));
    expect(posted[1]).toMatchObject({
      message: { ok: true, result: { events: ['metrics', 'diverged'], ready: true } },
    });
    conversation.tell('metrics', { step: 2 });
    conversation.tell('statechange', { link: 'v=1' });
    expect(posted.slice(2)).toEqual([
      { message: { trainscope: 1, event: 'metrics', detail: { step: 2 } }, origin: 'https://post.example' },
    ]);
    await say(ask('subscribe', { events: [] }));
    conversation.tell('metrics', { step: 3 });
    expect(posted).toHaveLength(4);
  });
});

describe('messages of anything', () => {
  const part = fc.oneof(
    fc.anything({
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
    fc.constantFrom(
      'play',
      'step',
      'setState',
      'subscribe',
      'getState',
      ...EVENTS,
      1,
      '__proto__',
      'constructor',
    ),
  );
  const message = fc.oneof(
    part,
    fc.dictionary(
      fc.constantFrom(
        'trainscope',
        'id',
        'command',
        'n',
        'state',
        'events',
        'event',
        'ok',
        '__proto__',
        'toString',
      ),
      part,
    ),
    fc.record(
      {
        trainscope: fc.constant(1),
        id: fc.oneof(fc.integer(), fc.string(), part),
        command: fc.constantFrom('step', 'setState', 'subscribe', 'play'),
        n: part,
        state: fc.oneof(part, fc.record({ link: part }), fc.record({ experiment: part })),
        events: fc.oneof(part, fc.array(part)),
      },
      { requiredKeys: ['trainscope', 'id', 'command'] },
    ),
  );

  it('are ignored, refused in a few words, or understood', () => {
    fc.assert(
      fc.property(message, (data) => {
        const read = readMessage(data);
        if (read === undefined) return;
        if (!read.ok) {
          expect(JSON.stringify(read).length).toBeLessThan(600);
          return;
        }
        const { command } = read;
        if (command.command === 'step') {
          expect(Number.isInteger(command.n)).toBe(true);
          expect(command.n).toBeGreaterThanOrEqual(1);
          expect(command.n).toBeLessThanOrEqual(MOST_STEPS);
        }
        if (command.command === 'subscribe')
          for (const event of command.events) expect(EVENTS).toContain(event);
      }),
      { numRuns: 5000 },
    );
  });

  it('that are ours are answered once each, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (all) => {
        const { posted, say } = talk();
        for (const data of all) await say(data);
        expect(posted).toHaveLength(all.filter((data) => readMessage(data) !== undefined).length);
        for (const answer of posted) expect(answer.message).toMatchObject({ trainscope: 1 });
      }),
      { numRuns: 500 },
    );
  });

  it('that other scripts send are none of ours', () => {
    for (const data of [
      '{"context":"iframe.resize"}',
      5,
      null,
      undefined,
      [],
      {},
      { type: 'embed-size' },
      () => 1,
    ])
      expect(readMessage(data)).toBeUndefined();
    // Nor what a frame says itself: two frames that talk to each other would never end.
    expect(readMessage({ trainscope: 1, event: 'ready', detail: null })).toBeUndefined();
    expect(readMessage({ trainscope: 1, id: 1, ok: false, error: {} })).toBeUndefined();
  });

  it('are quoted briefly', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(preview(value).length).toBeLessThan(400);
      }),
    );
  });
});

describe('heights', () => {
  const made = (pym?: string): { readonly sent: unknown[]; readonly told: ReturnType<typeof heights> } => {
    const sent: unknown[] = [];
    return {
      sent,
      told: heights({
        post: (message) => sent.push(message),
        src: 'https://x.example/embed.html#v=1',
        pym,
        width: () => 640,
      }),
    };
  };

  it('are told at each change, in the forms that pages listen for', () => {
    const { sent, told } = made();
    told.tell(400.2);
    told.tell(401);
    told.tell(0);
    expect(sent).toEqual([
      '{"context":"iframe.resize","height":401,"src":"https://x.example/embed.html#v=1"}',
      { sentinel: 'amp', type: 'embed-size', height: 401 },
    ]);
    told.tell(380);
    expect(sent).toHaveLength(4);
  });

  it('are told to pym.js under the name that it gave', () => {
    const { sent, told } = made('pym-0');
    told.tell(99.5);
    expect(sent).toContain('pymxPYMxpym-0xPYMxheightxPYMx100');
  });

  it('are told to iframe-resizer once it has greeted', () => {
    const { sent, told } = made();
    told.tell(100);
    expect(told.take('[iFrameSizer]frame-1:8:false:false:32:true:true:null:bodyOffset')).toBe(true);
    expect(sent.at(-1)).toBe('[iFrameSizer]frame-1:100:640:init');
    told.tell(120);
    expect(sent.at(-1)).toBe('[iFrameSizer]frame-1:120:640:resize');
    // A name that could be taken for more than a name is none.
    expect(made().told.take('[iFrameSizer]<b>:8')).toBe(true);
    expect(told.take({ trainscope: 1 })).toBe(false);
    expect(told.take('something else')).toBe(false);
  });
});

describe('parameters', () => {
  it('are all optional', () => {
    const { parameters, wrong } = readParameters('');
    expect(wrong).toEqual([]);
    expect(parameters).toMatchObject({ autoplay: false, origins: undefined, until: undefined });
  });

  it('are read', () => {
    expect(
      readParameters(
        '?theme=dark&lang=ko&views=field,curves&controls=dropout.p+play&autoplay=1&until=2000&origins=https://a.example,http://localhost:8000/&childId=pym-0',
      ),
    ).toEqual({
      wrong: [],
      parameters: {
        theme: 'dark',
        language: 'ko',
        views: 'field curves',
        controls: 'dropout.p play',
        autoplay: true,
        until: 2000,
        origins: ['https://a.example', 'http://localhost:8000'],
        pym: 'pym-0',
      },
    });
    expect(readParameters('?autoplay').parameters.autoplay).toBe(true);
    expect(readParameters('?autoplay=0').parameters.autoplay).toBe(false);
  });

  it('that are wrong are told of, and left out or brought into range', () => {
    const { parameters, wrong } = readParameters(
      '?theme=blue&lang=fr&views=<b>&controls=%00&autoplay=please&until=99999999999&utm_source=mail',
    );
    expect(wrong.map(({ name }) => name).sort()).toEqual(
      ['theme', 'lang', 'views', 'controls', 'autoplay', 'until'].sort(),
    );
    expect(parameters).toMatchObject({
      theme: undefined,
      language: undefined,
      autoplay: false,
      until: 10_000_000,
    });
    expect(readParameters('?until=-3').parameters.until).toBeUndefined();
    expect(readParameters('?until=0').parameters.until).toBe(1);
  });

  it('let in nobody by a mistake in the list of origins', () => {
    for (const origins of [
      '*',
      'example.org',
      'null',
      'javascript:alert(1)',
      'https://a.example/path',
      'https://u@a.example',
      '',
      'file:///x',
    ]) {
      const { parameters, wrong } = readParameters(`?${new URLSearchParams({ origins }).toString()}`);
      expect(parameters.origins, origins).toEqual([]);
      expect(wrong, origins).toHaveLength(1);
    }
    expect(readParameters('?origins=https://a.example,oops').parameters.origins).toEqual([
      'https://a.example',
    ]);
  });

  it('of anything are read without fail', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'theme',
            'lang',
            'views',
            'controls',
            'autoplay',
            'until',
            'origins',
            'childId',
            '__proto__',
          ),
          fc.string({ unit: 'binary', maxLength: 200 }),
        ),
        (given) => {
          const search = new URLSearchParams(Object.entries(given)).toString();
          const { parameters, wrong } = readParameters(search);
          expect(wrong.length).toBeLessThanOrEqual(7);
          for (const origin of parameters.origins ?? []) expect(new URL(origin).origin).toBe(origin);
          if (parameters.until !== undefined) expect(Number.isInteger(parameters.until)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
