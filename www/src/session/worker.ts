/** The worker's end: answers the page's calls, one after another, from the engine. */

import type { Answer, Call } from './calls';
import { answer, Engine } from './engine';
import { transferable } from './transferable';

const engine = new Engine();
// Before anything is asked, so that the core loads at once; who asks is told if it cannot.
engine.start().catch(() => undefined);

async function reply(call: Call): Promise<void> {
  const { id } = call;
  let answered: Answer;
  try {
    answered = { id, ok: true, value: await answer(engine, call) };
  } catch (error) {
    answered = { id, ok: false, error };
  }
  postMessage(answered, { transfer: answered.ok ? transferable(answered.value) : [] });
}

addEventListener('message', ({ data }: MessageEvent<Call>) => {
  void reply(data);
});
