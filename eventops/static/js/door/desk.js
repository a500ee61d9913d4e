/** One guest after the other: a badge read, sent, answered on the whole screen, perhaps undone. */
import { badgeText, endsInBadge } from "./badge.js";
import { makeScan } from "./scans.js";
import { part, write } from "./screen.js";
import { createSightings, createStrays } from "./sightings.js";

/** @typedef {import("./types.js").Scan} Scan */
/** @typedef {import("./types.js").Result} Result */

/** Milliseconds. An admitted guest walks on; every other answer stays until somebody acts. */
const ADMIT_STAYS = 2000;

/**
 * @param {object} parts
 * @param {ReturnType<typeof import("./courier.js").createCourier>} parts.courier
 * @param {ReturnType<typeof import("./answer-screen.js").createAnswerScreen>} parts.answers
 * @param {ReturnType<typeof import("./strip.js").createStrip>} parts.strip
 * @param {ReturnType<typeof import("./sound.js").createSound>} parts.sound
 * @param {ReturnType<typeof import("./screen.js").readWords>} parts.words
 * @param {() => string | null} parts.gate  code of the gate; null: no scanning now
 */
export function createDesk({ courier, answers, strip, sound, words, gate }) {
  const isNew = createSightings();
  const isNewStray = createStrays();
  /** @type {{ scan: Scan, result: Result | null } | null} */
  let latest = null;
  let checking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  function next() {
    clearTimeout(leaving);
    answers.hide();
    write("status", checking ? words("checking") : words("ready"));
  }

  /** @param {Scan} scan @param {Result | null} result */
  function present(scan, result) {
    clearTimeout(leaving);
    const answer = result?.verdict ?? "unanswered";
    latest = { scan, result };
    const name = result?.person?.name ?? words("nobody");
    write("latest", words("latest", { answer: words(`mark.${answer}`), name }));
    part("latest-row").hidden = false;
    answers.show(answer, result);
    sound.play(answer);
    if (answer === "admit") leaving = setTimeout(next, ADMIT_STAYS);
  }

  /** @param {"code" | "serial"} method @param {string} code */
  async function submit(method, code) {
    const at = gate();
    if (at === null) return;
    const scan = makeScan({ method, code, gate: at });
    latest = { scan, result: null };
    checking = true;
    next(); // the last guest's answer is not this guest's
    part("latest-row").hidden = true;
    const result = await courier.send(scan);
    strip.mark(scan.id, result?.verdict ?? "unanswered");
    if (latest?.scan !== scan) return; // a later badge has the screen
    checking = false;
    if (gate() !== null) present(scan, result);
  }

  async function undo() {
    if (latest === null) return;
    const { scan, result } = latest;
    latest = null;
    next();
    part("latest-row").hidden = true;
    strip.mark(scan.id, "undone");
    const name = result?.person?.name ?? words("nobody");
    write("status", words("undoing", { name }));
    const undone = await courier.send(
      makeScan({ method: "undo", annuls: scan.id, gate: scan.gate }),
    );
    if (latest === null) write("status", words(undone ? "undone" : "undo_kept", { name }));
  }

  part("next").addEventListener("click", next);
  part("undo").addEventListener("click", undo);
  part("undo-latest").addEventListener("click", undo);
  // Somebody is reading or about to press: the screen waits for them.
  part("answer").addEventListener("pointerdown", () => clearTimeout(leaving));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && answers.isShown()) next();
  });

  return {
    /** From camera or keyboard scanner. @param {string} text @param {"camera" | "keys"} by */
    read(text, by) {
      // While one guest is being checked the camera waits; a scanner that beeped is believed.
      if (checking && by === "camera") return;
      const code = badgeText(text);
      const isTold =
        by === "keys" || endsInBadge(code)
          ? isNew(code, Date.now())
          : isNewStray(code, Date.now(), !answers.isShown());
      if (isTold) submit("code", code);
    },
    /** By hand. @param {"code" | "serial"} method @param {string} text */
    type: (method, text) => submit(method, text),
    /** An answer that came after the guest was shown as unanswered.
     * @param {Scan} scan @param {Result} result */
    late(scan, result) {
      if (scan.method === "undo") return;
      strip.mark(scan.id, result.verdict);
      if (latest?.scan.id === scan.id && answers.isShown()) present(scan, result);
    },
  };
}
