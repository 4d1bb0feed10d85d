/** The only way to the training core: in a worker, or on the page's own thread behind the same face. */

import type { Answer, Call, Name } from './calls';
import type { Session } from './types';

/** A session that shares its core with others. */
export interface Carried extends Session {
  /** Forgets the experiment. */
  release(): Promise<void>;
}

interface Waiting {
  readonly call: Call;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A core that may be asked at once: what is asked before it is there is answered in the order asked. It carries an
 * experiment for each number that it is called with.
 */
export function carry(make: () => Worker): (carrier: number) => Carried {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let worker: Worker | undefined;
  let send: (call: Call) => void;
  const askOf = (carrier: number, name: Name, ...given: readonly unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      const call: Call = { id: (last += 1), carrier, name, given };
      waiting.set(call.id, { call, resolve, reject });
      send(call);
    });
  const take = (answer: Answer): void => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    // The other end is of the same build, where the engine's types say what is answered.
    if (answer.ok) asked?.resolve(answer.value as never);
    else asked?.reject(answer.error);
  };

  /** Where workers cannot be had the core runs here; if that fails too, who asks is told. */
  const stay = (): void => {
    worker?.terminate();
    worker = undefined;
    const core = import('./engine');
    send = (call) => {
      const { id } = call;
      core
        .then(({ answer }) => answer(call))
        .then(
          (value) => {
            take({ id, ok: true, value });
          },
          (error: unknown) => {
            take({ id, ok: false, error });
          },
        );
    };
    for (const { call } of waiting.values()) send(call);
  };

  try {
    const made = make();
    worker = made;
    send = (call) => {
      made.postMessage(call);
    };
    let started = false;
    made.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      // What was left unanswered is being answered here.
      if (worker === undefined) return;
      if (started) take(data);
      else if (data.ok) {
        started = true;
        take(data);
      } else stay();
    });
    // Where it cannot even be loaded, as in a frame without an origin of its own, nothing is answered.
    made.addEventListener('error', ({ message }) => {
      if (!started && worker !== undefined) stay();
      else
        for (const { call } of waiting.values()) take({ id: call.id, ok: false, error: new Error(message) });
    });
    // The first answer says whether the worker could load the core; `stay` asks for it here if not.
    askOf(0, 'start').catch(() => undefined);
  } catch {
    stay();
  }
  return (carrier) => {
    const ask = askOf.bind(undefined, carrier);
    return {
      apply: (lanes, replicas) => ask('apply', lanes, replicas),
      frame: (request) => ask('frame', request),
      reset: () => ask('reset'),
      setPalette: (palette) => ask('setPalette', palette),
      randomSeed: () => ask('randomSeed'),
      extend: () => ask('extend'),
      look: (request) => ask('look', request),
      setParameter: (lane, number, value) => ask('setParameter', lane, number, value),
      setFrozen: (lane, numbers, frozen) => ask('setFrozen', lane, numbers, frozen),
      restoreBest: (lane) => ask('restoreBest', lane),
      samples: (experiments) => ask('samples', experiments),
      release: () => ask('release'),
    };
  };
}
