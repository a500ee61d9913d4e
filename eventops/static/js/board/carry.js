import { Grid } from "./grid.js";
import { classesOf, clock, minutesOf } from "./ruler.js";

/** @typedef {import("./ruler.js").Place} Place */

/** A card being carried, by pointer or keys: its ghost stands where it would be dropped. */
export class Carry {
  /** @param {HTMLElement} card @param {Grid} grid */
  constructor(card, grid) {
    this.card = card;
    this.grid = grid;
    /** @type {Place} */
    this.place = placeOf(card, grid);
    this.from = { ...this.place };
    this.ghost = document.createElement("div");
    card.classList.add("is-carried");
  }

  get code() {
    return this.card.dataset.card ?? "";
  }

  /** Whether dropping it would change anything; from the tray it always does. */
  get moved() {
    if (this.card.closest("[data-tray]")) return true;
    return JSON.stringify(this.place) !== JSON.stringify(this.from);
  }

  /** @param {Partial<Place>} change  Moves the ghost. */
  to(change) {
    this.place = { ...this.place, ...change };
    const day = this.grid.day(this.place.day);
    const lines = day && Grid.lines(day);
    if (!lines) return;
    const blocked = this.ghost.classList.contains("is-blocked");
    this.ghost.className = `board-ghost ${classesOf(this.place)}${blocked ? " is-blocked" : ""}`;
    this.ghost.textContent = `${clock(this.place.start)}–${clock(this.place.start + this.place.minutes)}`;
    if (this.ghost.parentElement !== lines) lines.append(this.ghost);
  }

  /** @param {string} worst  "blocks", "warns", "informs" or nothing */
  judge(worst) {
    this.ghost.classList.toggle("is-blocked", worst === "blocks");
  }

  end() {
    this.ghost.remove();
    this.card.classList.remove("is-carried");
  }
}

/** @param {HTMLElement} card @param {Grid} grid @returns {Place} */
function placeOf(card, grid) {
  const { day = "", start = "", minutes = "60", room = "" } = card.dataset;
  return {
    day,
    room,
    column: grid.columnOf(room),
    start: minutesOf(start),
    minutes: Number(minutes),
  };
}
