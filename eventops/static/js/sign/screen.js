// What a screen does besides showing a sign.

/**
 * Lets the worker keep this page and what it is made of.
 *
 * @param {string | undefined} script the worker's address
 */
export async function keepWithoutNetwork(script) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !script) return;
  await serviceWorker.register(script);
  const { active } = await serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({
    keep: [location.href, ...parts.filter((name) => name.includes("/assets/"))],
  });
}

/** A wall that is longer than its screen shows one screenful after the other. */
export function turnPage() {
  const { scrollHeight, clientHeight } = document.documentElement;
  const shown = window.scrollY + clientHeight;
  window.scrollTo(0, shown < scrollHeight - 2 ? window.scrollY + clientHeight * 0.85 : 0);
}
