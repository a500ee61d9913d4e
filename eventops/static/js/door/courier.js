/** Brings scans to the server, and brings them again, under the same id, until it has answered. */
import { Problem } from "./api.js";

/** @typedef {import("./types.js").Scan} Scan */
/** @typedef {import("./types.js").Result} Result */

/** Rows in one request. */
const BATCH = 50;

/**
 * @param {object} parts
 * @param {{ send: (scans: Scan[]) => Promise<Result[]> }} parts.api
 * @param {ReturnType<typeof import("./keep.js").createOutbox>} parts.outbox
 * @param {(online: boolean, waiting: number) => void} parts.onLink  after each try
 * @param {(scan: Scan, result: Result) => void} parts.onLate  an answer to a scan sent again
 * @param {(problem: Problem) => void} parts.onTurnedAway  401: this device may not scan
 */
export function createCourier({ api, outbox, onLink, onLate, onTurnedAway }) {
  /** Rows of which the first answer is still awaited: not yet "waiting to send". @type {Set<string>} */
  const underway = new Set();
  let flushing = false;

  const waiting = () => outbox.all().filter(({ id }) => !underway.has(id));

  /** @param {Scan[]} scans @returns {Promise<Result[] | null>}  null: not answered */
  async function attempt(scans) {
    try {
      const results = await api.send(scans);
      for (const { id } of scans) outbox.remove(id);
      return results;
    } catch (trouble) {
      if (trouble instanceof Problem && trouble.status === 401) onTurnedAway(trouble);
      // A request the server does not take whole is taken apart; a single row steps back.
      else if (trouble instanceof Problem && scans.length > 1) return attemptEach(scans);
      else if (trouble instanceof Problem && scans[0]) outbox.postpone(scans[0].id);
      return null;
    }
  }

  /** @param {Scan[]} scans */
  async function attemptEach(scans) {
    for (const scan of scans) {
      const results = await attempt([scan]);
      if (results?.[0]) onLate(scan, results[0]);
    }
    return null;
  }

  return {
    waiting: () => waiting().length,

    /** Keeps the scan first, then sends it. @param {Scan} scan @returns {Promise<Result | null>} */
    async send(scan) {
      underway.add(scan.id);
      outbox.add(scan);
      const results = await attempt([scan]);
      underway.delete(scan.id);
      onLink(results !== null, waiting().length);
      return results?.[0] ?? null;
    },

    /** Sends what waits. Called by the clock, by `online`, on waking and after each answer. */
    async flush() {
      const rows = waiting().slice(0, BATCH);
      if (flushing || rows.length === 0) return;
      flushing = true;
      const results = await attempt(rows);
      results?.forEach((result, at) => {
        const scan = rows[at];
        if (scan) onLate(scan, result);
      });
      flushing = false;
      if (results) onLink(true, waiting().length);
    },
  };
}
