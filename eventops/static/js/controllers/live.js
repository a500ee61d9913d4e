import { ask, pause, SessionEnded } from "../lib/poll.js";

/**
 * Keeps a part of the page fresh: asks data-live for its inner HTML every data-live-every seconds
 * (10 when not given) with If-None-Match, and replaces the content when it changed. Rests while the
 * page is hidden. When the server cannot be reached it shows [data-live-stale] inside the part's
 * parent and tries less often; what is on the page stays. When the session has ended it shows
 * [data-live-ended] there, which leads to the sign-in page, and asks no more. While the part has
 * data-live-held it is left alone; an event live:wanted refreshes it at once.
 *
 * @param {HTMLElement} part
 */
export function keepLive(part) {
  const seconds = Number(part.dataset.liveEvery ?? 10);
  const stale = part.parentElement?.querySelector("[data-live-stale]");
  const ended = part.parentElement?.querySelector("[data-live-ended]");
  /** @type {string | null} */
  let tag = part.dataset.liveTag ?? null;
  let failures = 0;
  let timer = 0;
  let isOver = false;

  async function refresh() {
    if (part.hasAttribute("data-live-held")) return wait();
    try {
      const answer = await ask(part.dataset.live ?? "", tag);
      if (part.hasAttribute("data-live-held")) return wait(); // taken in hand meanwhile
      tag = answer.tag;
      failures = 0;
      isOver = false;
      if (answer.changed) replace(part, answer.text);
    } catch (trouble) {
      failures += 1;
      isOver = trouble instanceof SessionEnded;
    }
    if (stale instanceof HTMLElement) stale.hidden = failures === 0 || isOver;
    if (ended instanceof HTMLElement) ended.hidden = !isOver;
    wait();
  }

  function wait() {
    clearTimeout(timer);
    if (!document.hidden && !isOver) timer = window.setTimeout(refresh, pause(seconds, failures));
  }

  part.addEventListener("live:wanted", () => {
    clearTimeout(timer);
    refresh();
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) refresh(); // perhaps signed in again in another tab
  });
  wait();
}

/**
 * Puts new content in place and keeps the reader's focus where it was, if that still exists.
 * Parsed content runs no scripts.
 *
 * @param {HTMLElement} part
 * @param {string} html
 */
function replace(part, html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.id || focused?.getAttribute("href");
  const fresh = new DOMParser().parseFromString(html, "text/html");
  part.replaceChildren(...fresh.body.childNodes);
  part.dispatchEvent(new CustomEvent("live:refreshed", { bubbles: true }));
  if (!key) return;
  for (const element of part.querySelectorAll("[id], a[href]")) {
    if (element.id === key || element.getAttribute("href") === key) {
      /** @type {HTMLElement} */ (element).focus();
      return;
    }
  }
}
