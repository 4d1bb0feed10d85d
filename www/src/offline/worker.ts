/**
 * The page without a network: a service worker that keeps every file of one build, and answers from them.
 *
 * What is kept are the site's own files and nothing of the visitor's. A later build is fetched beside the one in use and takes
 * over when no page of that is open any more, so that no page ever meets files of another build.
 */

import { fileOf, folderOf, nameOf } from './names';

declare const self: ServiceWorkerGlobalScope;
/** The paths of the build's files, relative to this one, and a hash of their contents: written here by the build. */
declare const FILES: readonly string[];
declare const VERSION: string;

const SCOPE = new URL('./', self.location.href).href;
const NAME = nameOf(SCOPE, VERSION);

/** Files whose names say what is in them never change. */
const isHashed = (path: string): boolean => path.startsWith('assets/');

/** Without the mark of a redirect, which a browser takes from no service worker where it goes to a page. */
async function plain(response: Response): Promise<Response> {
  if (!response.redirected) return response;
  const { headers, status } = response;
  return new Response(await response.blob(), { headers, status });
}

async function keep(cache: Cache, path: string): Promise<void> {
  const address = SCOPE + path;
  const earlier = isHashed(path) ? await caches.match(address) : undefined;
  const response = earlier ?? (await fetch(folderOf(address), { cache: 'no-cache' }));
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  await cache.put(address, await plain(response));
}

/** One after another: whoever is on the page comes first. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(NAME);
  for (const path of FILES) await keep(cache, path);
}

/** Other folders of the same host may hold builds of their own. */
async function dropEarlier(): Promise<void> {
  const names = await caches.keys();
  const ours = names.filter((name) => name !== NAME && name.startsWith(nameOf(SCOPE, '')));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const address = fileOf(request.url);
  const kept = await cache.match(address);
  if (kept !== undefined) return kept;
  // `…/lessons` for `…/lessons/`, which else the host would say.
  if (request.mode === 'navigate' && (await cache.match(`${address}/index.html`)) !== undefined)
    return Response.redirect(`${address}/`, 301);
  return fetch(request);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropEarlier());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(SCOPE)) event.respondWith(answer(request));
});
