/** The lessons' one style sheet: the page's colours, as the system's theme says, and the lessons' own rules. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** In their order: later ones go over earlier ones. */
const OWN = ['page', 'text', 'blocks', 'index', 'narrow', 'print'];

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`./css/${name}.css`, import.meta.url)), 'utf8');

/** The lessons have no switch of their own: what the playground sets for a chosen theme follows the system here. */
export function bySystem(tokens: string): string {
  const dark = /:root\[data-theme='dark'\] (\{[^}]*\})/.exec(tokens)?.[1];
  const light = /:root (\{[^}]*\})/.exec(tokens)?.[1];
  if (dark === undefined || light === undefined) throw new Error('tokens.css has no colours of both themes');
  return `:root ${light}\n@media screen and (prefers-color-scheme: dark) {\n:root ${dark}\n}\n`;
}

export function styles(tokens: string): string {
  return bySystem(tokens) + OWN.map(read).join('');
}
