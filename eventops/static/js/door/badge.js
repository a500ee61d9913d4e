/** What a scanner read or a hand typed, brought to the form in which badges are compared. */

const BADGE = /E[1IL][0-9A-Z]{119}$/i;
const SERIAL = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** Longest text sent to the server: a code is 121 characters, an address around it some more. */
const LONGEST = 512;

/** Crockford's alphabet has no O, I and L; people and other keyboards write them nevertheless.
 * @param {string} text */
function crockford(text) {
  return text.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
}

/**
 * The badge code at the end of a text (an address or a scanner's prefix may stand before it),
 * else the text itself: the server says what is wrong with it.
 * @param {string} text
 */
export function badgeText(text) {
  const bare = text.replace(/^[ \r\n\t]+|[ \r\n\t]+$/g, "");
  const code = BADGE.exec(bare);
  return code ? crockford(code[0]) : bare.slice(0, LONGEST);
}

/** @param {string} text */
export function endsInBadge(text) {
  return BADGE.test(text);
}

/**
 * A whole code that was pasted or typed, with spaces and line ends anywhere and perhaps our own
 * address before it; null when it is none.
 * @param {string} text
 */
export function wholeCode(text) {
  const bare = text.replace(/\s/g, "");
  return endsInBadge(bare) ? badgeText(bare) : null;
}

/**
 * The eight characters printed under a code, or null when it cannot be a serial.
 * @param {string} text
 */
export function serial(text) {
  const typed = crockford(text.replace(/[\s-]/g, ""));
  return SERIAL.test(typed) ? typed : null;
}
