/** The page's entry: connects to the core and starts the app, or says why it could not. */

import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/bar.css';
import './styles/panel.css';
import './styles/lanes.css';
import './styles/legends.css';
import './styles/curves.css';
import './styles/narrow.css';
import { App } from './app';
import { messagesIn, preferredLanguage } from './messages';
import { connect } from './session/session';

async function main(root: HTMLElement): Promise<void> {
  const messages = messagesIn(preferredLanguage(navigator.languages));
  const status = document.createElement('p');
  status.className = 'status';
  status.textContent = messages.loading;
  root.append(status);
  try {
    const app = new App(root, await connect());
    await app.start();
    status.remove();
  } catch (error) {
    status.textContent = messages.failed(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

const root = document.getElementById('app');
if (root !== null) void main(root);
