/**
 * Keeps each day's frame scrolled where it was when the board's living part is replaced.
 *
 * @param {HTMLElement} board
 */
export function keepScrolled(board) {
  /** @type {Map<string, {left: number, top: number}>} */
  const places = new Map();

  board.addEventListener(
    "scroll",
    (event) => {
      const frame = event.target;
      if (!(frame instanceof HTMLElement) || !frame.dataset.boardDay) return;
      places.set(frame.dataset.boardDay, { left: frame.scrollLeft, top: frame.scrollTop });
    },
    { capture: true, passive: true },
  );
  board.addEventListener("live:refreshed", () => {
    for (const [day, place] of places) {
      board.querySelector(`[data-board-day="${CSS.escape(day)}"]`)?.scrollTo(place);
    }
  });
}
