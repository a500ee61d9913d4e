/** Which part of a picture is kept: pure arithmetic. A view is a zoom and a middle, in the picture's pixels. */

export const WIDTH = 720;
export const HEIGHT = 960;
/** Fewer pixels than this across the cut and a badge would show blocks. */
const LEAST_ACROSS = 240;
const MOST_ZOOM = 4;

/**
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ zoom: number, x: number, y: number }} View
 * @typedef {{ left: number, top: number, width: number, height: number }} Part
 */

/** @param {Size} picture @returns {View}  The middle, as large as it fits. */
export function whole(picture) {
  return { zoom: 1, x: picture.width / 2, y: picture.height / 2 };
}

/** @param {Size} picture  How far one may go in before too few pixels are left. */
export function mostZoom(picture) {
  return Math.max(1, Math.min(MOST_ZOOM, across(picture) / LEAST_ACROSS));
}

/** @param {Size} picture  Pixels across the largest part of 3:4. */
function across(picture) {
  return Math.min(picture.width, (picture.height * WIDTH) / HEIGHT);
}

/**
 * The part that a view keeps, never beyond the picture.
 *
 * @param {Size} picture
 * @param {View} view
 * @returns {Part}
 */
export function partOf(picture, view) {
  const width = across(picture) / view.zoom;
  const height = (width * HEIGHT) / WIDTH;
  return {
    left: within(view.x - width / 2, picture.width - width),
    top: within(view.y - height / 2, picture.height - height),
    width,
    height,
  };
}

/** @param {number} value @param {number} most */
function within(value, most) {
  return Math.min(Math.max(value, 0), Math.max(most, 0));
}

/**
 * The view after the picture was dragged by so much of the frame's width, and zoomed by a factor.
 *
 * @param {Size} picture
 * @param {View} view
 * @param {{ right?: number, down?: number, by?: number }} change
 * @returns {View}
 */
export function changed(picture, view, { right = 0, down = 0, by = 1 }) {
  const zoom = Math.min(Math.max(view.zoom * by, 1), mostZoom(picture));
  const width = across(picture) / view.zoom;
  const next = { zoom, x: view.x - right * width, y: view.y - down * width };
  const part = partOf(picture, next);
  return { zoom, x: part.left + part.width / 2, y: part.top + part.height / 2 };
}
