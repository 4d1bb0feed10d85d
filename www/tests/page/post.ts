/** A page of somebody else's with elements in it, as the tests of `<train-scope>` write them. */

import { createServer, type Server } from 'node:http';
import { createReadStream, existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Small enough that it is there at once. */
export const SMALL = 'v=1&data.points=60&network.layers=4';

interface Told {
  readonly name: string;
  readonly at: number;
  readonly detail: unknown;
}
declare global {
  interface Window {
    told: Told[];
  }
}

const LISTEN = `window.told = [];
for (const name of ['ready', 'metrics', 'statechange', 'diverged'])
  document.addEventListener(name, ({ detail }) => told.push({ name, detail, at: performance.now() }));`;

interface Given {
  readonly lang?: string;
  readonly script?: string;
}

/** A page with a body of one's own, which hears all that elements tell. */
function written(body: string, { lang = 'en', script = '/train-scope.js' }: Given): string {
  return `<!doctype html><html lang="${lang}"><title>A post</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script>${LISTEN}</script><main><h1>A post</h1>${body}</main>
    <script type="module" src="${script}"></script></html>`;
}

/** Opens a page with elements in it. */
export async function post(page: Page, body: string, given: Given = {}): Promise<void> {
  await page.route('**/post.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: written(body, given) }),
  );
  await page.goto('./post.html');
}

export const told = async (page: Page, name: string): Promise<readonly Told[]> =>
  (await page.evaluate(() => window.told)).filter((one) => one.name === name);

export function scope(page: Page, at = 0): Locator {
  return page.locator('train-scope').nth(at);
}

/** Waits until so many elements stand. */
export async function ready(page: Page, count = 1): Promise<void> {
  await expect.poll(async () => (await told(page, 'ready')).length).toBe(count);
}

export async function stepOf(page: Page, at = 0): Promise<number> {
  return scope(page, at).evaluate((element: HTMLElementTagNameMap['train-scope']) => element.getState().step);
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Another host, which hands out the built files, and a page of its own; call what is given to end it. */
export async function host(): Promise<{
  readonly address: string;
  readonly post: (body: string, given: Given) => void;
  readonly end: () => void;
}> {
  let page = '';
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join('dist', normalize(pathname));
    const head = { 'Access-Control-Allow-Origin': '*' };
    if (pathname === '/post.html')
      response.writeHead(200, { ...head, 'Content-Type': 'text/html' }).end(page);
    else if (existsSync(path)) {
      response.writeHead(200, {
        ...head,
        'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      });
      createReadStream(path).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    post: (body, given) => {
      page = written(body, given);
    },
    end: () => {
      server.close();
    },
  };
}
