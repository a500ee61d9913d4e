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
