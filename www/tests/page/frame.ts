/** A post on one origin and the frame on another, from servers that say nothing of other origins. */

import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Page } from '@playwright/test';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

export interface Host {
  /** With a slash at its end. */
  readonly address: string;
  readonly origin: string;
  readonly end: () => void;
}

async function serve(answer: (path: string, response: ServerResponse) => void): Promise<Host> {
  const server: Server = createServer((request, response) => {
    answer(normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')), response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  const origin = `http://localhost:${bound.port}`;
  return {
    address: `${origin}/`,
    origin,
    end: () => {
      server.close();
    },
  };
}

/** The built files or those of another folder, with a policy for all of them where one is given. */
export function site(policy?: string, folder = 'dist'): Promise<Host> {
  return serve((path, response) => {
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      ...(policy === undefined ? {} : { 'Content-Security-Policy': policy }),
    });
    createReadStream(file).pipe(response);
  });
}

interface Heard {
  readonly origin: string;
  readonly data: unknown;
}

declare global {
  interface Window {
    heard: Heard[];
  }
}

const LISTENER = `window.heard = [];
addEventListener('message', ({ data, origin }) => { heard.push({ data, origin }); });`;

/** A post with a body of one's own, which hears all messages. */
export function blog(body: string, policy?: string): Promise<Host> {
  return serve((path, response) => {
    const isScript = path === '/listener.js';
    response.writeHead(200, {
      'Content-Type': isScript ? 'text/javascript' : 'text/html',
      ...(policy === undefined ? {} : { 'Content-Security-Policy': policy }),
    });
    response.end(
      isScript
        ? LISTENER
        : `<!doctype html><html lang="en"><title>A post</title><script src="listener.js"></script><main><h1>A post</h1>${body}</main></html>`,
    );
  });
}

/** What the frame said, with objects as they came and JSON read. */
export async function heard(page: Page): Promise<readonly Record<string, unknown>[]> {
  const all = await page.evaluate(() => window.heard);
  return all.map(({ data }) => {
    const value: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    return typeof value === 'object' && value !== null ? { ...value } : {};
  });
}

/** Sends to the frame. */
export async function say(page: Page, message: unknown): Promise<void> {
  await page.evaluate((sent) => {
    document.querySelector('iframe')?.contentWindow?.postMessage(sent, '*');
  }, message);
}
