/** The page's entry: connects to the core and starts the app, or says why it could not. */

import './styles/tokens.css';
import './styles/base.css';
import './styles/bar.css';
import './styles/panel.css';
import './styles/lanes.css';
import './styles/legends.css';
import './styles/curves.css';
import './styles/narrow.css';
import { loadMessages, preferredLanguage } from './messages';
import { carry } from './session/session';

// What takes longest begins first, and all of it side by side: the worker with its wasm, the words, the app.
const session = carry(() => new Worker(new URL('./session/worker.ts', import.meta.url), { type: 'module' }))(
  0,
);
const loadedApp = import('./app');
if (location.hash.length > 1) void import('./link');
// The core sets up and takes its first steps while the page is built.
const opening = loadedApp.then(({ openWith }) => openWith(session));
const loadedMessages = loadMessages(preferredLanguage(navigator.languages));

/** The entry runs as soon as it is there, which may be before the document and its style sheet are. */
async function ready(): Promise<void> {
  if (document.readyState === 'loading')
    await new Promise((resolve) => {
      addEventListener('DOMContentLoaded', resolve);
    });
  for (const link of document.querySelectorAll('link[rel="stylesheet"]'))
    if (link instanceof HTMLLinkElement && link.sheet === null)
      await new Promise((resolve) => {
        link.addEventListener('load', resolve);
        link.addEventListener('error', resolve);
      });
}

async function main(): Promise<void> {
  await ready();
  const root = document.getElementById('app');
  if (root === null) return;
  const messages = await loadedMessages;
  const status = document.createElement('p');
  status.className = 'status';
  status.textContent = messages.loading;
  root.append(status);
  try {
    const { App } = await loadedApp;
    await new App(root, session, await opening).start();
    status.remove();
    // From now on the page is there without a network as well.
    void import(/* @vite-ignore */ new URL('keep.js', document.baseURI).href).catch(() => undefined);
  } catch (error) {
    status.textContent = messages.failed(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

void main();
