import { Carry } from "./carry.js";
import { park, put, send } from "./drop.js";
import { keepScrolled } from "./frames.js";
import { Grid } from "./grid.js";
import { Hints } from "./hints.js";
import { carryByKeys } from "./keyboard.js";
import { showDetails } from "./panel.js";
import { dragCards } from "./pointer.js";
import { readRules } from "./rules.js";
import { Strip } from "./strip.js";

/** @typedef {import("./drop.js").Outcome} Outcome */

const board = document.querySelector("[data-board]");
if (board instanceof HTMLElement) start(board);
for (const part of document.querySelectorAll("[data-rules]")) {
  readRules(/** @type {HTMLElement} */ (part));
}

/** @param {HTMLElement} board */
function start(board) {
  const live = /** @type {HTMLElement} */ (board.querySelector("[data-live]"));
  const [grid, strip] = [new Grid(board), new Strip(board)];
  const panel = showDetails(board);
  keepScrolled(board);
  /** @type {Carry | null} */
  let carried = null;
  let more = "";

  const hints = new Hints((hint) => {
    carried?.judge(hint.worst);
    if (carried) strip.hint(hint, more);
  });

  /** @param {Carry} carry @param {Promise<Outcome>} answer */
  async function finish(carry, answer) {
    const outcome = await answer;
    let { code } = carry;
    leave(carry);
    strip.outcome(outcome);
    if (outcome.ok) panel.reload();
    else code = "";
    refresh();
    if (code) focusOn = code;
  }

  let focusOn = "";
  board.addEventListener("live:refreshed", () => {
    if (!focusOn) return;
    const link = board.querySelector(`[data-card="${CSS.escape(focusOn)}"] h4 a`);
    focusOn = "";
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
  });

  function refresh() {
    hints.forget();
    live.removeAttribute("data-live-held");
    live.dispatchEvent(new CustomEvent("live:wanted"));
  }

  /** @param {Carry} carry */
  function leave(carry) {
    carry.end();
    carried = null;
    hints.forget();
    strip.hide();
    live.removeAttribute("data-live-held");
  }

  const hands = {
    /** @param {HTMLElement} card */
    take(card) {
      live.setAttribute("data-live-held", ""); // nothing is replaced under the hand
      carried = new Carry(card, grid);
      more = "";
      return carried;
    },
    /** @param {Carry} carry */
    moved(carry) {
      hints.ask(carry.card, carry.place);
    },
    /** @param {Carry} carry */
    drop: (carry) => void finish(carry, put(carry.card, carry.place)),
    /** @param {Carry} carry */
    park: (carry) => void finish(carry, park(carry.card)),
    leave,
  };

  dragCards(board, grid, hands);
  carryByKeys(board, grid, {
    ...hands,
    moved(carry) {
      more = board.dataset.wordsEnter ?? "";
      hands.moved(carry);
    },
  });
  document.addEventListener("keydown", (stroke) => {
    const writes = /** @type {Element} */ (stroke.target).closest("input, textarea, select");
    if (writes || !(stroke.ctrlKey || stroke.metaKey) || stroke.key.toLowerCase() !== "z") return;
    const form = board.querySelector(stroke.shiftKey ? "[data-redo]" : "[data-undo]");
    if (!(form instanceof HTMLFormElement) || form.querySelector("button:disabled")) return;
    stroke.preventDefault();
    void send(form.action, {}).then((outcome) => {
      strip.outcome(outcome);
      panel.reload();
      refresh();
    });
  });
}
