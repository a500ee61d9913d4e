/**
 * A moment in a zone: its clock, and how many days its date there is from the venue's.
 *
 * @param {string} moment as in <time datetime>: ISO 8601 with the venue's offset
 * @param {string} zone IANA name, such as "Europe/Berlin"
 * @returns {{clock: string, days: number}}
 */
export function inZone(moment, zone) {
  const instant = new Date(moment);
  /** @type {Record<string, string>} */
  const parts = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  for (const part of format.formatToParts(instant)) parts[part.type] = part.value;
  const there = Date.parse(`${parts.year}-${parts.month}-${parts.day}`);
  const here = Date.parse(moment.slice(0, 10));
  return {
    clock: `${parts.hour}:${parts.minute}`,
    days: Math.round((there - here) / 86_400_000),
  };
}

/**
 * The same as words: "20:30", "20:30 −1 day".
 *
 * @param {string} moment
 * @param {string} zone
 * @param {{day: string, days: string}} words one day and several, {n} being their number
 */
export function clockIn(moment, zone, words) {
  const { clock, days } = inZone(moment, zone);
  if (days === 0) return clock;
  const count = Math.abs(days);
  const said = (count === 1 ? words.day : words.days).replace("{n}", String(count));
  return `${clock} ${days > 0 ? "+" : "−"}${said}`;
}
