/** Turns a one-time address into this device's own token. Opening the page uses nothing up. */
import { enrol, NoAnswer } from "./api.js";
import { keepEnrolment } from "./keep.js";
import { part, write } from "./screen.js";

const page = part("enrol");
const button = /** @type {HTMLButtonElement} */ (part("enrol-now"));
const { api = "", secret = "", door = "", noAnswer = "" } = page.dataset;

button.addEventListener("click", async () => {
  button.disabled = true;
  part("fault").hidden = true;
  try {
    keepEnrolment(localStorage, await enrol(api, secret));
    location.assign(door);
  } catch (trouble) {
    const isSilent = trouble instanceof NoAnswer;
    write("fault-reason", isSilent ? noAnswer : /** @type {Error} */ (trouble).message);
    part("fault").hidden = false;
    button.disabled = false;
  }
});
