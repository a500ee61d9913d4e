/** What is no badge, as the code on a poster, must be away longer: it may hang in view all day. */
const POSTER_ABSENCE = 60_000;
/** Milliseconds that a badge must be out of sight before it is a new scan. */
const ABSENCE = 3000;

/**
 * A badge held to the camera is seen many times a second and is one scan: it counts again only
 * after it was away for three seconds.
 * @returns {(text: string, now: number) => boolean}  true when the text is a new sighting
 */
export function createSightings() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (text, now) => {
    for (const [other, at] of seen) if (now - at >= ABSENCE) seen.delete(other);
    const isNew = !seen.has(text);
    seen.set(text, now);
    return isNew;
  };
}

/**
 * What is no badge of ours is told once, and again only after it was away for a minute; never over
 * the answer to a guest.
 * @returns {(text: string, now: number, isFree: boolean) => boolean}  true when it is to be told
 */
export function createStrays() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (text, now, isFree) => {
    for (const [other, at] of seen) if (now - at >= POSTER_ABSENCE) seen.delete(other);
    const isNew = !seen.has(text);
    if (isFree || !isNew) seen.set(text, now);
    return isNew && isFree;
  };
}
