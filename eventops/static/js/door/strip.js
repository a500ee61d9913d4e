/** The strip below every screen of a gate: where, what, how many, the last ten, and the network. */
import { ANSWERS } from "./answers.js";
import { said, sessionOf, timeAt } from "./gates.js";
import { part, shape, write } from "./screen.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Gate} Gate */
/** @typedef {{ id: string, answer: Answer | "undone" }} Mark */

const LAST = 10;

/** @param {string | Date} moment @param {string} zone */
function time(moment, zone) {
  const element = document.createElement("time");
  element.textContent = timeAt(moment, zone);
  return element;
}

/**
 * @param {"en" | "vi"} lang
 * @param {ReturnType<typeof import("./screen.js").readWords>} words
 */
export function createStrip(lang, words) {
  /** @type {Mark[]} */
  let marks = [];

  function drawMarks() {
    const shapes = marks.map(({ answer }) => {
      const mark = shape(answer === "undone" ? "undo" : ANSWERS[answer].shape);
      mark.setAttribute("class", `mark-${answer}`);
      return mark;
    });
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    const kinds = [...new Set(marks.map(({ answer }) => answer))];
    const count = (/** @type {string} */ kind) => marks.filter((m) => m.answer === kind).length;
    spoken.textContent = kinds.map((kind) => `${words(`mark.${kind}`)}: ${count(kind)}`).join(", ");
    part("last").replaceChildren(spoken, ...shapes);
  }

  return {
    /** A mark once undone stays so, whatever answer still comes.
     * @param {string} id @param {Mark["answer"]} answer */
    mark(id, answer) {
      const known = marks.find((mark) => mark.id === id);
      if (!known) marks = [...marks, { id, answer }].slice(-LAST);
      else if (known.answer !== "undone") known.answer = answer;
      drawMarks();
    },

    /** @param {Gate} gate @param {Date} now @param {string} zone */
    gate(gate, now, zone) {
      const session = sessionOf(gate);
      write("strip-gate", said(gate.name, lang));
      const line = part("strip-session");
      line.replaceChildren();
      if (session) {
        line.append(said(session.title, lang), " · ");
        line.append(time(session.start, zone), "–", time(session.end, zone), " · ");
      }
      line.append(`${words("now")} `, time(now, zone));
      part("count").hidden = session === null;
      write("inside", String(session?.inside ?? ""));
      write("expected", session ? words("of_expected", { expected: session.expected }) : "");
    },

    /** @param {boolean} online @param {number} waiting */
    link(online, waiting) {
      part("link").dataset.link = online ? "online" : "offline";
      part("link-icon").replaceChildren(shape(online ? "online" : "offline"));
      write("link-word", words(online ? "online" : "offline"));
      write("waiting", words("waiting", { waiting }));
    },
  };
}
