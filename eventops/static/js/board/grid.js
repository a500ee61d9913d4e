import { columnAt, linesOf, minuteAt } from "./ruler.js";

/** @typedef {import("./ruler.js").Place} Place */

/** The board as it is drawn: where days, rooms and hours stand now. */
export class Grid {
  /** @param {HTMLElement} board */
  constructor(board) {
    this.board = board;
  }

  /** @param {string} day @returns {HTMLElement | null} */
  day(day) {
    return this.board.querySelector(`[data-board-day="${CSS.escape(day)}"]`);
  }

  /** @param {HTMLElement} day @returns {HTMLElement | null} */
  static lines(day) {
    return day.querySelector(".board-grid");
  }

  /**
   * The day, room and minute at a point of the window; null beside the board.
   *
   * @param {number} x @param {number} y
   */
  at(x, y) {
    for (const day of this.days()) {
      const frame = day.getBoundingClientRect();
      if (y < frame.top || y > frame.bottom || x < frame.left || x > frame.right) continue;
      const column = columnAt(this.columns(day), x);
      if (!column) continue;
      const minute = minuteAt(this.rows(day), y);
      return { day: day.dataset.boardDay ?? "", room: column.room, column: column.number, minute };
    }
    return null;
  }

  days() {
    return /** @type {HTMLElement[]} */ ([...this.board.querySelectorAll("[data-board-day]")]);
  }

  /** @param {HTMLElement} day */
  columns(day) {
    const heads = /** @type {HTMLElement[]} */ ([...day.querySelectorAll("[data-column]")]);
    return heads.map((head) => {
      const { left, right } = head.getBoundingClientRect();
      return {
        number: Number(head.dataset.column),
        room: head.dataset.columnRoom ?? "",
        left,
        right,
      };
    });
  }

  /** @param {HTMLElement} day  Its lines of five minutes, in the window's coordinates. */
  rows(day) {
    const marks = /** @type {HTMLElement[]} */ ([...day.querySelectorAll("[data-hour]")]);
    const hours = marks.map((mark) => ({
      minute: Number(mark.dataset.hour) * 60,
      top: mark.getBoundingClientRect().top,
    }));
    const lines = Grid.lines(day);
    const rows = lines ? getComputedStyle(lines).gridTemplateRows.split(" ") : [];
    return linesOf(rows.map(Number.parseFloat), hours);
  }

  /**
   * The column beside another, or the same at the edge.
   *
   * @param {Place} place @param {number} by
   */
  beside(place, by) {
    const day = this.day(place.day);
    const columns = day ? this.columns(day) : [];
    const here = columns.findIndex((column) => column.number === place.column);
    return columns[Math.min(Math.max(here + by, 0), columns.length - 1)];
  }

  /** @param {string} room  Its column's number, 1 when it has none. */
  columnOf(room) {
    const head = this.board.querySelector(`[data-column-room="${CSS.escape(room)}"]`);
    return head instanceof HTMLElement ? Number(head.dataset.column) : 1;
  }
}
