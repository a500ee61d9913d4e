/** Snapping: nothing on the board begins or ends at another minute than these. */
export const STEP = 5;
const DAY = 24 * 60;
const FIRST = 6 * 60;

/**
 * A line of a day's grid, as it is drawn now; `minute` and `start` are minutes after midnight.
 *
 * @typedef {{minute: number, top: number}} Line
 * @typedef {{number: number, room: string, left: number, right: number}} ColumnEdge
 * @typedef {{day: string, room: string, column: number, start: number, minutes: number}} Place
 */

/**
 * The minute of the day at a height between lines; rows may be of different heights.
 *
 * @param {readonly Line[]} lines in order
 * @param {number} height in the same coordinates
 */
export function minuteAt(lines, height) {
  const first = lines[0];
  const last = lines[lines.length - 1];
  if (!first || !last) return 0;
  if (height <= first.top) return first.minute;
  if (height >= last.top) return last.minute;
  const after = lines.findIndex((line) => line.top > height);
  const [low, high] = [lines[after - 1] ?? first, lines[after] ?? last];
  const part = (height - low.top) / (high.top - low.top);
  return low.minute + part * (high.minute - low.minute);
}

/**
 * The lines of a grid whose rows are five minutes each from six o'clock on (css/components/clock.css),
 * between the first and the last hour drawn.
 *
 * @param {readonly number[]} rows their heights, the one before six o'clock first
 * @param {readonly Line[]} hours
 * @returns {readonly Line[]} the hours themselves where a browser does not tell all rows
 */
export function linesOf(rows, hours) {
  const [first, last] = [hours[0], hours[hours.length - 1]];
  if (!first || !last) return hours;
  const before = (first.minute - FIRST) / STEP + 1;
  const wanted = (last.minute - first.minute) / STEP;
  if (rows.length < before + wanted) return hours;
  const lines = [first];
  let top = first.top;
  for (let row = 0; row < wanted; row += 1) {
    top += rows[before + row] ?? 0;
    lines.push({ minute: first.minute + (row + 1) * STEP, top });
  }
  return lines;
}

/**
 * The nearest step.
 *
 * @param {number} minute
 */
export function snapped(minute) {
  return Math.round(minute / STEP) * STEP;
}

/**
 * A start so that nothing begins before or after its day.
 *
 * @param {number} start
 */
export function within(start) {
  return Math.min(Math.max(start, 0), DAY - STEP);
}

/**
 * The column under a place from left to right; the nearest outside them.
 *
 * @param {readonly ColumnEdge[]} columns
 * @param {number} across
 */
export function columnAt(columns, across) {
  const inside = columns.find((column) => across < column.right);
  return inside ?? columns[columns.length - 1];
}

/**
 * "08:30"; past midnight it goes on from "00:00".
 *
 * @param {number} minute
 */
export function clock(minute) {
  const of = ((minute % DAY) + DAY) % DAY;
  return `${two(Math.floor(of / 60))}:${two(of % 60)}`;
}

/**
 * Minutes after midnight of "08:30".
 *
 * @param {string} text
 */
export function minutesOf(text) {
  const [hours, minutes] = text.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/**
 * The classes by which a place stands on the grid (css/components/clock.css).
 *
 * @param {Place} place
 */
export function classesOf(place) {
  const start = Math.max(place.start, FIRST);
  const end = Math.min(Math.max(place.start + place.minutes, start + STEP), DAY);
  return `col-${place.column} at-${digits(start)} to-${digits(end)}`;
}

/** @param {number} minute */
function digits(minute) {
  const down = Math.floor(minute / STEP) * STEP;
  return `${two(Math.floor(down / 60))}${two(down % 60)}`;
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}
