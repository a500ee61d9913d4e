import { clockIn } from "../lib/zone.js";

/**
 * Offers the reader's own zone: turns every <time datetime> of the page between the venue's clock
 * and the reader's. Offered only where the two differ; the words stand in data- attributes of
 * [data-zone].
 *
 * @param {Document} page
 */
export function offerOwnZone(page) {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = page.documentElement.lang;
  let showsMine = false;

  /** @param {Element} element */
  function say(element) {
    const moment = element.getAttribute("datetime") ?? "";
    if (!moment.includes("T")) return;
    element.textContent = showsMine ? clockIn(moment, mine, language) : moment.slice(11, 16);
  }

  const sayAll = () => page.querySelectorAll("time[datetime]").forEach(say);
  const any = page.querySelector('time[datetime*="T"]')?.getAttribute("datetime");
  if (!any || clockIn(any, mine, language) === any.slice(11, 16)) return;

  for (const note of page.querySelectorAll("[data-zone]")) {
    if (!(note instanceof HTMLElement)) continue;
    const words = note.querySelector("[data-zone-words]");
    const button = page.createElement("button");
    button.type = "button";
    button.className = "zone-switch";
    button.textContent = note.dataset.zoneShowMine ?? "";
    button.addEventListener("click", () => {
      showsMine = !showsMine;
      const data = note.dataset;
      if (words) words.textContent = (showsMine ? data.zoneMine : data.zoneHere) ?? "";
      button.textContent = (showsMine ? data.zoneShowHere : data.zoneShowMine) ?? "";
      sayAll();
    });
    note.append(button);
  }
  page.addEventListener("live:refreshed", () => showsMine && sayAll());
}
