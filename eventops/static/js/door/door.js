/** The door's page: whose device this is, which gate it stands at, and whether the server answers. */
import { createAnswerScreen } from "./answer-screen.js";
import { createApi, Problem } from "./api.js";
import { createView, keyboardScanner, serialForm, soundSwitch } from "./controls.js";
import { createCourier } from "./courier.js";
import { createDesk } from "./desk.js";
import { drawGates, drawReady } from "./gate-screen.js";
import { gateOf, said, timeAt } from "./gates.js";
import { createOutbox, keepChoice, readChoice, readEnrolment, wipe } from "./keep.js";
import { notice, part, readWords, show } from "./screen.js";
import { createSound } from "./sound.js";
import { createStrip } from "./strip.js";
import { stayAwake } from "./wake.js";

/** Milliseconds between two looks at the server, give or take a fifth, so that doors spread. */
const REFRESH = 15_000;

/** @param {import("./types.js").Enrolment} enrolment */
function open(enrolment) {
  const { api: base = "", lang: pageLang } = part("door").dataset;
  const lang = pageLang === "vi" ? "vi" : "en";
  const words = readWords();
  const api = createApi(base, enrolment.token);
  const strip = createStrip(lang, words);
  const sound = createSound(readChoice(localStorage, "silent") === "yes");
  /** @type {import("./types.js").Door | null} */
  let door = null;
  /** @type {import("./types.js").Gate | null} */
  let gate = null;
  let ahead = 0; // milliseconds of the server's clock before this device's
  let isTurnedAway = false;

  const zone = () => door?.edition.zone ?? "UTC";
  const answers = createAnswerScreen({
    api,
    lang,
    words,
    time: (at) => timeAt(at, zone()),
    gateName: (code) => said(door?.gates.find((one) => one.code === code)?.name ?? code, lang),
  });
  const courier = createCourier({
    api,
    outbox: createOutbox(localStorage),
    onLink(isOnline, waiting) {
      strip.link(isOnline, waiting);
      if (isOnline) refresh(); // each answer may change the count
    },
    onLate: (scan, result) => desk.late(scan, result),
    onTurnedAway: turnAway,
  });
  const desk = createDesk({
    courier,
    answers,
    strip,
    sound,
    words,
    gate: () => (isTurnedAway || part("desk").hidden ? null : (gate?.code ?? null)),
  });
  const view = createView(words, (text) => desk.read(text, "camera"));

  /** @param {Problem} problem */
  async function turnAway(problem) {
    if (isTurnedAway) return;
    isTurnedAway = true;
    view.stop();
    await courier.flush(); // what it still holds, if the server will have it
    if (problem.code === "device_lost") wipe(localStorage);
    notice(problem.code === "device_lost" ? "lost" : "retired");
  }

  async function refresh() {
    if (isTurnedAway) return;
    try {
      door = await api.door();
      ahead = new Date(door.now).getTime() - Date.now();
      strip.link(true, courier.waiting());
      if (gate === null && part("gates").hidden) settle(door);
      gate = door.gates.find(({ code }) => code === gate?.code) ?? gate;
      draw();
      courier.flush();
    } catch (trouble) {
      if (trouble instanceof Problem && trouble.status === 401) turnAway(trouble);
      else if (door === null) notice("unreachable");
      strip.link(false, courier.waiting());
    }
  }

  /** @param {import("./types.js").Door} at */
  function settle(at) {
    gate = gateOf(at, readChoice(localStorage, "gate"));
    if (at.gates.length === 0) notice("no-gates");
    else if (gate === null) choose();
    else enter();
  }

  function choose() {
    if (door === null) return;
    view.stop();
    drawGates(door, lang, (chosen) => {
      keepChoice(localStorage, "gate", chosen.code);
      gate = chosen;
      enter();
    });
    show("gates");
  }

  function enter() {
    show("desk");
    draw();
    view.start();
  }

  function draw() {
    if (door === null || gate === null) return;
    drawReady(door, gate, lang, words);
    strip.gate(gate, new Date(Date.now() + ahead), zone());
  }

  async function keepLooking() {
    if (!document.hidden) await refresh();
    setTimeout(keepLooking, REFRESH * (0.8 + 0.4 * Math.random()));
  }

  soundSwitch(sound, words);
  serialForm(words, desk.type);
  keyboardScanner((text) => desk.read(text, "keys"));
  part("change-gate").addEventListener("click", choose);
  window.addEventListener("online", refresh);
  window.addEventListener("offline", () => strip.link(false, courier.waiting()));
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setInterval(draw, 1000);
  stayAwake();
  keepLooking();
}

const enrolment = readEnrolment(localStorage);
if (enrolment) open(enrolment);
else notice("unenrolled");
