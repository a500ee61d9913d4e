/** @typedef {import("./hints.js").Hint} Hint */
/** @typedef {import("./drop.js").Outcome} Outcome */

const READ = 6000; // milliseconds that a good outcome stays: undo says it for longer

/** The strip under the board: where a card would stand and what that would break. */
export class Strip {
  /** @param {HTMLElement} board */
  constructor(board) {
    this.words = board.dataset;
    this.timer = 0;
    this.strip = /** @type {HTMLElement} */ (board.querySelector("[data-says]"));
    this.place = /** @type {HTMLElement} */ (board.querySelector("[data-says-place]"));
    this.why = /** @type {HTMLElement} */ (board.querySelector("[data-says-why]"));
    this.link = /** @type {HTMLElement} */ (board.querySelector("[data-says-link]"));
    this.aloud = /** @type {HTMLElement} */ (board.querySelector("[data-says-aloud]"));
  }

  /** @param {Hint} hint @param {string} more  said aloud after it */
  hint(hint, more) {
    const lines = hint.says.map((said) => line(`${said.word}: ${said.why}`, said.reason));
    this.show(hint.place, lines.length ? lines : [line(this.words.wordsFree ?? "", "")]);
    this.say([hint.place, ...hint.says.map((said) => `${said.word}: ${said.why}`), more].join(" "));
  }

  /** @param {Outcome} outcome */
  outcome(outcome) {
    const sentence = outcome.sentence || this.words.wordsLost || "";
    const known = outcome.code === "drop_blocked" ? [...this.why.children] : []; // the hints say it
    const lines = known.length ? known : outcome.ok ? [] : [line(sentence, "")];
    this.show(outcome.ok ? sentence : (this.words.wordsBlocked ?? ""), lines);
    if (outcome.url) {
      const way = document.createElement("a");
      way.href = outcome.url;
      const is_newer = outcome.code === "draft_newer";
      way.textContent = (is_newer ? this.words.wordsLook : this.words.wordsOverride) ?? "";
      this.link.append(way);
    }
    this.say(sentence);
    if (outcome.ok) this.timer = window.setTimeout(() => this.hide(), READ);
  }

  hide() {
    this.strip.hidden = true;
  }

  /** @param {string} text  To a screen reader. */
  say(text) {
    this.aloud.textContent = text;
  }

  /** @param {string} place @param {Element[]} lines */
  show(place, lines) {
    this.place.textContent = place;
    this.why.replaceChildren(...lines);
    this.link.replaceChildren();
    clearTimeout(this.timer);
    this.strip.hidden = false;
  }
}

/** @param {string} text @param {string} below */
function line(text, below) {
  const item = document.createElement("li");
  item.textContent = text;
  if (below) {
    const small = document.createElement("small");
    small.textContent = below;
    item.append(small);
  }
  return item;
}
