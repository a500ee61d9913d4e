import { clock } from "./ruler.js";

/** @typedef {import("./ruler.js").Place} Place */
/**
 * @typedef {{severity: string, word: string, why: string, way: string, reason: string}} Said
 * @typedef {{place: string, worst: string, says: Said[]}} Hint
 */

/** Asks what a drop would break: one question at a time, and only the latest place matters. */
export class Hints {
  /** @param {(hint: Hint) => void} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {Map<string, Hint>} */
    this.known = new Map();
    /** @type {string | null} */
    this.asked = null;
    /** @type {string | null} */
    this.wanted = null;
  }

  /** @param {HTMLElement} card @param {Place} place */
  ask(card, place) {
    const url = `${card.dataset.placeUrl}/hints?${new URLSearchParams(sent(place))}`;
    this.wanted = url;
    const known = this.known.get(url);
    if (known) this.tell(known);
    else if (!this.asked) void this.fetch(url);
  }

  /** Nobody waits any more, and what was learned may no longer hold. */
  forget() {
    this.wanted = null;
    this.known.clear();
  }

  /** @param {string} url */
  async fetch(url) {
    this.asked = url;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.ok) this.known.set(url, await answer.json());
    } catch {
      // Without hints one may still drop: the server judges it again.
    }
    this.asked = null;
    const hint = this.known.get(url);
    if (this.wanted === url && hint) this.tell(hint);
    else if (this.wanted && this.wanted !== url) void this.fetch(this.wanted);
  }
}

/**
 * What the server is told of a place.
 *
 * @param {Place} place
 * @returns {Record<string, string>}
 */
export function sent(place) {
  return {
    day: place.day,
    room: place.room,
    start: clock(place.start),
    end: clock(place.start + place.minutes),
  };
}
