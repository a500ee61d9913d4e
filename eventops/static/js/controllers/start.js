// Every page works without this. What is here refreshes, converts or saves a tap.
import { submitOnChange } from "./autosubmit.js";
import { offerCopy } from "./copy.js";
import { countDown } from "./countdown.js";
import { listenToKeys } from "./keys.js";
import { keepLive } from "./live.js";
import { suggestPassportName } from "./passport-name.js";
import { dragToOrder } from "./reorder.js";
import { chooseSeveral } from "./several.js";
import { offerOwnZone } from "./zone.js";

for (const part of document.querySelectorAll("[data-live]")) {
  keepLive(/** @type {HTMLElement} */ (part));
}
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  submitOnChange(/** @type {HTMLFormElement} */ (form));
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  offerCopy(/** @type {HTMLButtonElement} */ (button));
}
for (const place of document.querySelectorAll("[data-countdown]")) {
  countDown(/** @type {HTMLElement} */ (place));
}
for (const form of document.querySelectorAll("form[data-check-all]")) {
  chooseSeveral(/** @type {HTMLFormElement} */ (form));
}
for (const input of document.querySelectorAll("input[data-passport-name]")) {
  suggestPassportName(/** @type {HTMLInputElement} */ (input));
}
for (const list of document.querySelectorAll("[data-reorder]")) {
  dragToOrder(/** @type {HTMLElement} */ (list));
}
offerOwnZone(document);
listenToKeys(document);
if (document.querySelector("[data-board], [data-rules]")) import("../board/board.js");
if (document.querySelector("[data-photo-field]")) import("../photo/field.js"); // few pages need it

/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
