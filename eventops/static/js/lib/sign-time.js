/**
 * What a sign shows of a room's sessions at a moment: each one's place, in their order.
 *
 * @typedef {{begins: number, finishes: number, cancelled: boolean}} Showing  times in milliseconds
 * @typedef {"past" | "now" | "next" | "later"} At
 * @param {Showing[]} showings
 * @param {number} now
 * @returns {At[]}
 */
export function placed(showings, now) {
  const running = showings.filter(({ begins, finishes }) => begins <= now && now < finishes);
  const held = running.filter(({ cancelled }) => !cancelled);
  // Something cancelled is shown while nothing else runs, for those who come all the same.
  const shown = held.length > 0 ? held : running.slice(0, 1);
  const next = showings.find(({ begins }) => begins > now);
  return showings.map((each) => {
    if (shown.includes(each)) return "now";
    if (each === next) return "next";
    return each.begins > now ? "later" : "past";
  });
}

/**
 * What a device must remember to go on without a network: how far its clock is from the
 * conference's, and when it last heard of it.
 *
 * @typedef {{offset: number, heard: number}} Bearings  milliseconds; `heard` by the conference's clock
 * @param {string | null} text as kept, perhaps by an older version of this page
 * @returns {Bearings | null}
 */
export function bearings(text) {
  try {
    const { offset, heard } = JSON.parse(text ?? "null") ?? {};
    return Number.isFinite(offset) && Number.isFinite(heard) ? { offset, heard } : null;
  } catch {
    return null;
  }
}
