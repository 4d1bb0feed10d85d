/* global addEventListener, document, navigator, URL */

/**
 * From the first visit to any of the site's pages all of them are there without a network as well (offline.js, which stands
 * beside this file). Where that cannot be had, as where the address is not a secure one, nothing is kept.
 */
const keep = () =>
  navigator.serviceWorker?.register(new URL('offline.js', import.meta.url)).catch(() => undefined);

// What the page itself needs comes first.
if (document.readyState === 'complete') keep();
else addEventListener('load', keep);
