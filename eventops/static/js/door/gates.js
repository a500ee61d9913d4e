/** What a gate serves, and when, in the venue's time. */

/** @typedef {import("./types.js").Door} Door */
/** @typedef {import("./types.js").Gate} Gate */
/** @typedef {import("./types.js").DoorSession} DoorSession */

/**
 * The gate this device stands at: the remembered one while it may still use it, or its only one.
 * @param {Door} door @param {string | null} remembered @returns {Gate | null}
 */
export function gateOf(door, remembered) {
  const known = door.gates.find(({ code }) => code === remembered);
  return known ?? (door.gates.length === 1 ? (door.gates[0] ?? null) : null);
}

/** The open session, else the one behind closed doors, else the next to open. @param {Gate} gate @returns {DoorSession | null} */
export function sessionOf({ sessions }) {
  const first = (/** @type {string} */ state) => sessions.find((one) => one.state === state);
  return first("open") ?? first("closed") ?? first("next") ?? null;
}

/** 24-hour time at the venue. @param {string | Date} moment @param {string} zone */
export function timeAt(moment, zone) {
  const style = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }).format(new Date(moment));
}

/**
 * A text in the page's language, else in the other one. Plain texts pass through.
 * @param {import("./types.js").Said | string | number | null | undefined} text
 * @param {"en" | "vi"} lang
 */
export function said(text, lang) {
  if (text === null || text === undefined) return "";
  if (typeof text !== "object") return String(text);
  return text[lang] || text.en || text.vi || "";
}
