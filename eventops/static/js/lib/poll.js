/**
 * How long to wait before asking again: the usual pause, doubled for every failure in a row up to
 * a minute, or up to the usual pause where that is longer.
 *
 * @param {number} seconds the usual pause
 * @param {number} failures how many requests failed in a row
 * @returns {number} milliseconds
 */
export function pause(seconds, failures) {
  const longest = Math.max(seconds, 60);
  return Math.min(seconds * 2 ** failures, longest) * 1000;
}

/** Whoever was signed in is so no more: asking again is of no use. */
export class SessionEnded extends Error {}

/**
 * Asks an address for its text, sending the tag of what is already known.
 *
 * @param {string} url
 * @param {string | null} tag the ETag of the text known, or null
 * @returns {Promise<{changed: boolean, text: string, tag: string | null}>}
 * @throws {SessionEnded} when one has to sign in first
 * @throws {Error} when the server cannot be reached or answers neither 200 nor 304
 */
export async function ask(url, tag) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "text/html" };
  if (tag) headers["If-None-Match"] = tag;
  const answer = await fetch(url, { headers, cache: "no-store", redirect: "error" });
  if (answer.status === 304) return { changed: false, text: "", tag };
  if (answer.status === 401) throw new SessionEnded(`signed out of ${url}`);
  if (!answer.ok) throw new Error(`${answer.status} from ${url}`);
  return { changed: true, text: await answer.text(), tag: answer.headers.get("ETag") };
}
