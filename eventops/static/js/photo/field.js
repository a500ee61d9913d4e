import { createCutter } from "./cutter.js";
import { createShot } from "./shot.js";

const COUNT = 3;
/** Smaller pictures are not enlarged: the server says what is wrong with them. */
const LEAST = { width: 180, height: 240 };

/** @param {HTMLElement} field  Adds camera and cut to one file input; the input stays what is sent. */
function equip(field) {
  const input = field.querySelector("input[type=file]");
  const tools = field.querySelector("template");
  const form = field.closest("form");
  if (!(input instanceof HTMLInputElement) || !tools || !form) return;
  input.removeAttribute("capture"); // the button below opens the camera, so a file may be a file
  input.after(tools.content.cloneNode(true));

  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {any} */ (field.querySelector(`[data-photo=${name}]`));
  const said = part("said");
  const shot = createShot(/** @type {HTMLVideoElement} */ (part("video")));
  const canvas = /** @type {HTMLCanvasElement} */ (part("canvas"));
  const zoom = /** @type {HTMLInputElement} */ (part("zoom"));
  const cutter = createCutter(canvas, zoom, keepSoon);
  /** @type {Promise<void> | null} */
  let keeping = null;
  let wait = 0;
  let counting = 0;

  /** @param {string} word */
  const say = (word) => {
    said.textContent = said.dataset[word] ?? "";
  };

  function keepSoon() {
    clearTimeout(wait);
    wait = window.setTimeout(keep, 120);
  }

  function keep() {
    clearTimeout(wait);
    wait = 0;
    keeping = cutter.kept().then((blob) => {
      keeping = null;
      if (!blob || part("cut").hidden) return;
      const carrier = new DataTransfer();
      carrier.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
      /** @type {HTMLInputElement} */ (input).files = carrier.files;
      say("ready");
    });
    return keeping;
  }

  /** @param {ImageBitmap | HTMLCanvasElement} picture @param {boolean} taken */
  function place(picture, taken) {
    part("cut").hidden = false;
    part("again").hidden = !taken;
    cutter.show(picture);
    canvas.focus();
  }

  async function chosen() {
    const file = /** @type {HTMLInputElement} */ (input).files?.[0];
    part("cut").hidden = true;
    say("");
    if (!file) return;
    try {
      const picture = await createImageBitmap(file);
      if (picture.width < LEAST.width || picture.height < LEAST.height) return;
      place(picture, false);
    } catch {
      say("unreadable");
    }
  }

  /** @param {() => Promise<{ several: boolean }>} how */
  async function openCamera(how) {
    part("cut").hidden = true;
    part("camera").hidden = false;
    say("");
    try {
      part("turn").hidden = !(await how()).several;
      part("shoot").focus();
    } catch (trouble) {
      closeCamera();
      say(String(trouble));
    }
  }

  function closeCamera() {
    clearInterval(counting);
    part("count").textContent = "";
    shot.close();
    part("camera").hidden = true;
  }

  function countDown() {
    clearInterval(counting);
    let left = COUNT;
    part("count").textContent = String(left);
    counting = window.setInterval(() => {
      left -= 1;
      part("count").textContent = left > 0 ? String(left) : "";
      if (left > 0) return;
      const still = shot.take();
      closeCamera();
      place(still, true);
    }, 1000);
  }

  part("open").addEventListener("click", () => {
    if (navigator.mediaDevices) return openCamera(shot.open);
    // Without HTTPS a page has no camera; a phone's own camera program can still take the photo.
    input.capture = "user";
    input.click();
    return input.removeAttribute("capture");
  });
  part("open").hidden = !navigator.mediaDevices && !matchMedia("(pointer: coarse)").matches;
  part("shoot").addEventListener("click", countDown);
  part("turn").addEventListener("click", () => openCamera(shot.turn));
  part("close").addEventListener("click", closeCamera);
  part("again").addEventListener("click", () => openCamera(shot.open));
  part("drop").addEventListener("click", () => {
    input.value = "";
    part("cut").hidden = true;
    say("");
    input.focus();
  });
  input.addEventListener("change", chosen);
  form.addEventListener("submit", (sending) => {
    if (part("cut").hidden || (!wait && !keeping)) return;
    sending.preventDefault();
    const button = /** @type {HTMLElement | null} */ (sending.submitter);
    (keeping ?? keep()).then(() => form.requestSubmit(button));
  });
}

for (const field of document.querySelectorAll("[data-photo-field]")) {
  equip(/** @type {HTMLElement} */ (field));
}
