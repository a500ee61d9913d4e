/** What the door's staff press: camera, light, sound, and the serial typed by hand. */
import { serial, wholeCode } from "./badge.js";
import { createCamera } from "./camera.js";
import { keepChoice, readChoice } from "./keep.js";
import { createReader } from "./reader.js";
import { part, write } from "./screen.js";
import { createWedge } from "./wedge.js";

/** @typedef {ReturnType<typeof import("./screen.js").readWords>} Words */

/**
 * Camera, reader and the switches around them.
 * @param {Words} words
 * @param {(text: string) => void} onText
 */
export function createView(words, onText) {
  const video = /** @type {HTMLVideoElement} */ (part("video"));
  const cameras = /** @type {HTMLSelectElement} */ (part("cameras"));
  const torch = part("torch");

  const reader = createReader(video, {
    onText,
    onBroken: () => write("view-trouble", words("camera.reader")),
  });
  const camera = createCamera(video, {
    onOpen(found, current, hasTorch) {
      write("view-trouble", "");
      part("camera-again").hidden = true;
      torch.hidden = !hasTorch;
      torch.ariaPressed = "false";
      part("camera-choice").hidden = found.length < 2;
      const options = found.map(({ label, deviceId }, at) => {
        const name = label || words("camera.number", { number: at + 1 });
        return new Option(name, deviceId, false, deviceId === current);
      });
      cameras.replaceChildren(...options);
      reader.watch();
    },
    onTrouble(trouble) {
      write("view-trouble", words(`camera.${trouble}`));
      part("camera-again").hidden = trouble === "insecure";
      torch.hidden = true;
    },
  });
  const start = () => camera.start(readChoice(localStorage, "camera") ?? "");

  part("camera-again").addEventListener("click", start);
  cameras.addEventListener("change", () => {
    keepChoice(localStorage, "camera", cameras.value);
    cameras.blur(); // a keyboard scanner's letters would choose another camera
    start();
  });
  torch.addEventListener("click", () => {
    const on = torch.ariaPressed !== "true";
    torch.ariaPressed = String(on);
    camera.light(on)?.catch(() => (torch.ariaPressed = "false"));
  });
  return {
    start,
    stop() {
      reader.rest();
      camera.stop();
    },
  };
}

/** @param {ReturnType<typeof import("./sound.js").createSound>} sound @param {Words} words */
export function soundSwitch(sound, words) {
  const button = part("sound");
  function draw() {
    button.textContent = words(sound.isSilent() ? "sound.off" : "sound.on");
  }
  button.addEventListener("click", () => {
    sound.silence(!sound.isSilent());
    keepChoice(localStorage, "silent", sound.isSilent() ? "yes" : "no");
    draw();
  });
  draw();
}

/**
 * A serial by hand, or a whole code pasted there.
 * @param {Words} words @param {(method: "code" | "serial", text: string) => void} onTyped
 */
export function serialForm(words, onTyped) {
  const input = /** @type {HTMLInputElement} */ (part("serial"));
  part("serial-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = wholeCode(input.value);
    const typed = code ?? serial(input.value);
    input.ariaInvalid = String(typed === null);
    write("serial-fault", typed ? "" : words("serial_wrong"));
    if (!typed) return;
    input.value = "";
    input.blur();
    onTyped(code ? "code" : "serial", typed);
  });
}

/** @param {(text: string) => void} onText */
export function keyboardScanner(onText) {
  const input = /** @type {HTMLInputElement} */ (part("serial"));
  const wedge = createWedge(() => document.activeElement === input);
  document.addEventListener(
    "keydown",
    (event) => {
      const text = wedge(event);
      if (text === null) return;
      // The Enter ends a reading; it must not press whatever has the focus.
      event.preventDefault();
      event.stopPropagation();
      input.value = "";
      onText(text);
    },
    { capture: true },
  );
}
