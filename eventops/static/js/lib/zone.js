/**
 * A moment's clock time in a zone, with the weekday when the zone's day is another than the
 * venue's: "20:30" or "20:30 Wed".
 *
 * @param {string} moment as in <time datetime>: ISO 8601 with the venue's offset
 * @param {string} zone IANA name, such as "Europe/Berlin"
 * @param {string} language "en" or "vi"
 * @returns {string}
 */
export function clockIn(moment, zone, language) {
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
  const clock = `${parts.hour}:${parts.minute}`;
  if (moment.startsWith(`${parts.year}-${parts.month}-${parts.day}`)) return clock;
  const weekday = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short" });
  return `${clock} ${weekday.format(instant)}`;
}
