import { clockIn, inZone } from "../lib/zone.js";

const SETTING = "eventops.zone";

/**
 * Offers the reader's own zone: beside every <time datetime> of the page, which stays on the venue's
 * clock, the reader's own time. Offered only where the two differ; the words stand in data-
 * attributes of [data-zone], and the choice is remembered on this device.
 *
 * @param {Document} page
 */
export function offerOwnZone(page) {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const notes = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-zone]")]);
  const any = page.querySelector('time[datetime*="T"]')?.getAttribute("datetime");
  const there = any ? inZone(any, mine) : null;
  if (!any || !there || (there.clock === any.slice(11, 16) && there.days === 0)) return;
  let showsMine = localStorage.getItem(SETTING) === "own";
  const told = notes[0]?.dataset;
  const words = { day: told?.zoneDay ?? "", days: told?.zoneDays ?? "" };

  /** @param {Element} element */
  function say(element) {
    const moment = element.getAttribute("datetime") ?? "";
    if (!moment.includes("T")) return;
    const beside = page.createElement("span");
    beside.className = "own-time";
    beside.dataset.ownTime = "";
    beside.textContent = ` (${clockIn(moment, mine, words)})`;
    element.append(beside);
  }

  function sayAll() {
    for (const beside of page.querySelectorAll("[data-own-time]")) beside.remove();
    page.documentElement.classList.toggle("shows-own-time", showsMine);
    if (showsMine) page.querySelectorAll("time[datetime]").forEach(say);
    for (const note of notes) {
      const said = note.querySelector("[data-zone-words]");
      const button = note.querySelector("button");
      const { zoneHere, zoneMine, zoneShowMine, zoneShowHere } = note.dataset;
      if (said) said.textContent = (showsMine ? zoneMine : zoneHere)?.replace("{zone}", mine) ?? "";
      if (button) button.textContent = (showsMine ? zoneShowHere : zoneShowMine) ?? "";
    }
  }

  for (const note of notes) {
    const button = page.createElement("button");
    button.type = "button";
    button.className = "zone-switch";
    button.addEventListener("click", () => {
      showsMine = !showsMine;
      localStorage.setItem(SETTING, showsMine ? "own" : "venue");
      sayAll();
    });
    note.append(button);
  }
  sayAll();
  page.addEventListener("live:refreshed", () => showsMine && sayAll());
}
