/** The worker's end: answers the page's calls, one after another, from the engines. */

import type { Answer, Call } from './calls';
import { answer } from './engine';
import { transferable } from './transferable';

async function reply(call: Call): Promise<void> {
  const { id } = call;
  let answered: Answer;
  try {
    answered = { id, ok: true, value: await answer(call) };
  } catch (error) {
    answered = { id, ok: false, error };
  }
  postMessage(answered, { transfer: answered.ok ? transferable(answered.value) : [] });
}

addEventListener('message', ({ data }: MessageEvent<Call>) => {
  void reply(data);
});
