/**
 * Keyboard scanners type what they read and press Enter, faster than any hand.
 *
 * Each key is kept twice: as the character the browser made of it, and as the key's place on a US
 * keyboard. A scanner that speaks US to a machine set to French, or to one with a Vietnamese input
 * method, is read by place; one that speaks the machine's layout, by character.
 */
import { badgeText, endsInBadge } from "./badge.js";

/** Milliseconds between two keys. After a pause that long nothing before belongs to a reading. */
const PAUSE = 500;
/** What is no badge is a reading only when no two keys were further apart than hands can be quick. */
const QUICK = 70;
/** Fewer characters than this in a field are somebody typing; elsewhere nobody types. */
const FEWEST = { inField: 20, elsewhere: 4 };
const MOST = 1024;

/** @typedef {Pick<KeyboardEvent, "key" | "code" | "timeStamp" | "ctrlKey" | "altKey" | "metaKey">} Stroke */

/** @param {string} code @returns {string} */
function byPlace(code) {
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code);
  return place ? (place[1] ?? place[2] ?? "") : "";
}

/**
 * @param {() => boolean} [isInField]  whether the keys go into a field
 * @returns {(stroke: Stroke) => string | null}  feed it every keydown; it answers with the text of
 *   a reading at the Enter (or Tab) that ends one
 */
export function createWedge(isInField = () => true) {
  let characters = "";
  let places = "";
  /** How many of the last characters came quickly. */
  let quick = 0;
  let last = Number.NEGATIVE_INFINITY;

  function finish() {
    const badge = [characters, places].find(endsInBadge);
    const fewest = isInField() ? FEWEST.inField : FEWEST.elsewhere;
    const read = badge ?? (quick >= fewest ? characters.slice(-quick) : "");
    characters = "";
    places = "";
    quick = 0;
    return read === "" ? null : badgeText(read);
  }

  return (stroke) => {
    if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return null;
    if (stroke.timeStamp - last > PAUSE) {
      characters = "";
      places = "";
    }
    if (stroke.timeStamp - last > QUICK) quick = 0;
    if (stroke.key === "Enter" || stroke.key === "Tab") return finish();
    const place = byPlace(stroke.code);
    // Shift, CapsLock and the like come between the characters and are no characters.
    if (stroke.key.length > 1 && place === "") return null;
    last = stroke.timeStamp;
    const character = stroke.key.length === 1 ? stroke.key : "";
    quick += character.length;
    characters = (characters + character).slice(-MOST);
    places = (places + place).slice(-MOST);
    return null;
  };
}
