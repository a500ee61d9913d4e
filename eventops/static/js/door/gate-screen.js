/** Choosing the gate, and what the ready screen says about it. */
import { said, sessionOf, timeAt } from "./gates.js";
import { part, write } from "./screen.js";

/** @typedef {import("./types.js").Door} Door */
/** @typedef {import("./types.js").Gate} Gate */

/** @param {string} className @param {string} text @param {string} [lang] */
function line(className, text, lang) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  if (lang) element.lang = lang;
  return element;
}

/**
 * @param {Door} door @param {"en" | "vi"} lang
 * @param {(gate: Gate) => void} onChoose
 */
export function drawGates(door, lang, onChoose) {
  const other = lang === "en" ? "vi" : "en";
  const choices = door.gates.map((gate) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button gate";
    button.dataset.gate = gate.code;
    button.append(line("gate-name", said(gate.name, lang)));
    if (gate.name[other] !== gate.name[lang]) {
      button.append(line("other-language", said(gate.name, other), other));
    }
    const session = sessionOf(gate);
    if (session) {
      const when = timeAt(session.start, door.edition.zone);
      button.append(line("gate-session", `${when} ${said(session.title, lang)}`));
    }
    button.addEventListener("click", () => onChoose(gate));
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  part("gate-list").replaceChildren(...choices);
}

/**
 * @param {Door} door @param {Gate} gate @param {"en" | "vi"} lang
 * @param {ReturnType<typeof import("./screen.js").readWords>} words
 */
export function drawReady(door, gate, lang, words) {
  const other = lang === "en" ? "vi" : "en";
  const session = sessionOf(gate);
  const time = (/** @type {string} */ at) => timeAt(at, door.edition.zone);
  write("gate-name", said(gate.name, lang));
  write("session-title", session ? said(session.title, lang) : words(`serves.${gate.kind}`));
  write("session-other", session ? said(session.title, other) : "", other);
  write(
    "session-times",
    session
      ? words(`session.${session.state}`, {
          start: time(session.start),
          end: time(session.end),
          opens: time(session.opens),
          closes: time(session.closes),
        })
      : "",
  );
  part("change-gate").hidden = door.gates.length < 2;
  write("device", door.device.name);
}
