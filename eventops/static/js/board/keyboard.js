import { STEP, within } from "./ruler.js";

/** @typedef {import("./carry.js").Carry} Carry */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./pointer.js").Hands} Hands */

const FAR = 15;

/**
 * Lets the card in focus be carried by arrow keys: five minutes or a room at once, with Shift fifteen
 * minutes. Enter drops it, Escape and leaving it put it back.
 *
 * @param {HTMLElement} board @param {Grid} grid @param {Hands} hands
 */
export function carryByKeys(board, grid, hands) {
  /** @type {Carry | null} */
  let carry = null;

  board.addEventListener("keydown", (stroke) => {
    const card = /** @type {Element} */ (stroke.target).closest("[data-card]");
    if (!(card instanceof HTMLElement) || card.hasAttribute("data-locked")) return;
    if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return;
    if (carry && stroke.key === "Enter") {
      stroke.preventDefault();
      const dropped = carry;
      carry = null;
      return dropped.moved ? hands.drop(dropped) : hands.leave(dropped);
    }
    if (carry && stroke.key === "Escape") {
      stroke.preventDefault();
      return leave();
    }
    if (!stroke.key.startsWith("Arrow")) return;
    if (!carry && getComputedStyle(card).cursor !== "grab") return;
    stroke.preventDefault();
    if (carry?.card !== card) leave();
    carry ??= hands.take(card);
    step(carry, stroke.key, stroke.shiftKey ? FAR : STEP);
    hands.moved(carry);
  });
  board.addEventListener("focusout", leave);

  function leave() {
    if (!carry) return;
    const left = carry;
    carry = null;
    hands.leave(left);
  }

  /** @param {Carry} moving @param {string} key @param {number} by */
  function step(moving, key, by) {
    if (key === "ArrowUp") moving.to({ start: within(moving.place.start - by) });
    if (key === "ArrowDown") moving.to({ start: within(moving.place.start + by) });
    const beside = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
    const column = beside && grid.beside(moving.place, beside);
    if (column) moving.to({ column: column.number, room: column.room });
  }
}
