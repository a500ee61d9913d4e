import { STEP, snapped, within } from "./ruler.js";

/** @typedef {import("./carry.js").Carry} Carry */
/** @typedef {import("./grid.js").Grid} Grid */
/**
 * @typedef {object} Hands
 * @property {(card: HTMLElement) => Carry} take
 * @property {(carry: Carry) => void} moved
 * @property {(carry: Carry) => void} drop
 * @property {(carry: Carry) => void} park
 * @property {(carry: Carry) => void} leave
 */

const FAR_ENOUGH = 5; // pixels, before a press becomes a drag
const EDGE = 48; // pixels from the window's edge, where the page scrolls along

/**
 * Lets cards be dragged to another time, room or day, and stretched by their lower edge. A finger
 * scrolls the page as ever: it has the Move dialogue.
 *
 * @param {HTMLElement} board @param {Grid} grid @param {Hands} hands
 */
export function dragCards(board, grid, hands) {
  board.addEventListener("dragstart", (event) => event.preventDefault()); // of links
  board.addEventListener("pointerdown", (press) => {
    const at = /** @type {Element} */ (press.target);
    const card = at.closest("[data-card]");
    if (press.button !== 0 || press.pointerType === "touch") return;
    if (!(card instanceof HTMLElement) || card.hasAttribute("data-locked")) return;
    if (getComputedStyle(card).cursor !== "grab") return; // a list, not a grid
    follow(board, grid, hands, { press, card, stretches: Boolean(at.closest("[data-stretch]")) });
  });
}

/**
 * @param {HTMLElement} board @param {Grid} grid @param {Hands} hands
 * @param {{press: PointerEvent, card: HTMLElement, stretches: boolean}} started
 */
function follow(board, grid, hands, { press, card, stretches }) {
  const end = new AbortController();
  const listen = { signal: end.signal };
  const inTray = Boolean(card.closest("[data-tray]"));
  /** @type {Carry | null} */
  let carry = null;
  let grip = 0;

  /** @param {PointerEvent} to */
  function move(to) {
    const far = Math.hypot(to.clientX - press.clientX, to.clientY - press.clientY) > FAR_ENOUGH;
    if (!carry && !far) return;
    if (!carry) {
      carry = hands.take(card);
      const at = grid.at(press.clientX, press.clientY);
      grip = inTray || !at ? 0 : at.minute - carry.place.start;
    }
    const tray = trayAt(board, to);
    tray?.classList.toggle("is-aimed", true);
    const at = grid.at(to.clientX, to.clientY);
    if (!at || tray) return;
    board.querySelector(".is-aimed")?.classList.remove("is-aimed");
    if (stretches) {
      carry.to({ minutes: Math.max(snapped(at.minute - carry.place.start), STEP) });
    } else {
      const { day, room, column } = at;
      carry.to({ day, room, column, start: within(snapped(at.minute - grip)) });
    }
    hands.moved(carry);
    scrollAlong(grid.day(at.day), to);
  }

  /** @param {PointerEvent} at */
  function release(at) {
    end.abort();
    board.querySelector(".is-aimed")?.classList.remove("is-aimed");
    if (!carry) return;
    // The click that follows would open the details.
    board.addEventListener("click", (click) => click.preventDefault(), {
      capture: true,
      once: true,
    });
    setTimeout(() => board.dispatchEvent(new MouseEvent("click", { cancelable: true })), 0);
    if (trayAt(board, at) && !inTray) hands.park(carry);
    else if (carry.moved && grid.at(at.clientX, at.clientY)) hands.drop(carry);
    else hands.leave(carry);
  }

  window.addEventListener("pointermove", move, listen);
  window.addEventListener("selectstart", (event) => event.preventDefault(), listen);
  window.addEventListener("pointerup", release, listen);
  window.addEventListener("pointercancel", () => leave(), listen);
  window.addEventListener("keydown", (stroke) => stroke.key === "Escape" && leave(), listen);

  function leave() {
    end.abort();
    if (carry) hands.leave(carry);
  }
}

/** @param {HTMLElement} board @param {PointerEvent} at @returns {Element | null} */
function trayAt(board, at) {
  const tray = board.querySelector("[data-tray]");
  const frame = tray?.getBoundingClientRect();
  if (!tray || !frame) return null;
  const inside = at.clientY >= frame.top && at.clientY <= frame.bottom;
  return inside && at.clientX >= frame.left && at.clientX <= frame.right ? tray : null;
}

/**
 * Lets the window and the day's frame follow a card that is carried to their edge.
 *
 * @param {HTMLElement | null} frame @param {PointerEvent} to
 */
function scrollAlong(frame, to) {
  const step = EDGE / 3;
  const ends = frame?.getBoundingClientRect();
  const down = to.clientY > window.innerHeight - EDGE ? step : to.clientY < EDGE ? -step : 0;
  if (down) window.scrollBy(0, down);
  if (!frame || !ends) return;
  const right = to.clientX > ends.right - EDGE ? step : to.clientX < ends.left + EDGE ? -step : 0;
  const under = to.clientY > ends.bottom - EDGE ? step : to.clientY < ends.top + EDGE ? -step : 0;
  frame.scrollBy(right, under);
}
