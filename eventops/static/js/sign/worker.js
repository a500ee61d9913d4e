/**
 * Keeps the signs of this screen for when there is no network: the page as it was last, and the
 * files it is made of. A page that is refused (revoked) is forgotten.
 *
 * Served at /e/<edition>/rooms/worker.js, so that it may answer for the signs beside it.
 */
const worker = /** @type {any} */ (self);
const KEPT = "eventops-signs";

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(worker.clients.claim()),
);
worker.addEventListener("message", (/** @type {any} */ event) =>
  event.waitUntil(keepAll(event.data.keep)),
);
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(event.request));
  else if (pathname.endsWith("/sign")) event.respondWith(newestFirst(event.request, mode));
});

/** @param {string[]} urls */
async function keepAll(urls) {
  const cache = await caches.open(KEPT);
  for (const known of await cache.keys()) {
    if (known.url.includes("/assets/") && !urls.includes(known.url)) await cache.delete(known);
  }
  await Promise.all(urls.map((url) => cache.add(url).catch(() => undefined)));
}

/** @param {Request} request  Files named by their content: what is kept is right. */
async function keptFirst(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

/**
 * The sign from the server; only when the page itself is opened without a network, the last one.
 * A page that asks for news must learn that there are none.
 *
 * @param {Request} request @param {string} mode
 */
async function newestFirst(request, mode) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    else if (answer.status === 404) await cache.delete(request.url, { ignoreVary: true });
    if (answer.status < 500 || mode !== "navigate") return answer;
    return (await cache.match(request.url, { ignoreVary: true })) ?? answer;
  } catch (fault) {
    const last = mode === "navigate" && (await cache.match(request.url, { ignoreVary: true }));
    if (last) return last;
    throw fault;
  }
}
