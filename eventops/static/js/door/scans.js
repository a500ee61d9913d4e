/** The rows that a door sends. */

/** @typedef {import("./types.js").Scan} Scan */

/**
 * ISO 8601 with this device's own offset, to the millisecond: 2026-01-15T08:02:11.412+07:00.
 * @param {Date} moment
 */
export function isoHere(moment) {
  const east = -moment.getTimezoneOffset();
  const here = new Date(moment.getTime() + east * 60_000).toISOString().slice(0, -1);
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(east);
  return `${here}${east < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/**
 * @param {Pick<Scan, "method" | "gate"> & Partial<Pick<Scan, "code" | "annuls">>} what
 * @param {Date} [now]
 * @returns {Scan}
 */
export function makeScan(what, now = new Date()) {
  return {
    id: crypto.randomUUID(),
    ...what,
    session: null, // the server knows best what the gate served at that moment
    direction: "in",
    scanned_at: isoHere(now),
    verdict: null,
    reason: null,
    override: null,
  };
}
