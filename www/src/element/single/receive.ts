/** Takes the message that brings the core, before anybody else hears it. */

import { take, type CoreParts } from './files';

addEventListener('message', (event: MessageEvent<object>) => {
  // Calls have neither.
  if (!('first' in event.data && 'rest' in event.data)) return;
  event.stopImmediatePropagation();
  take(event.data as CoreParts);
});
