// A sign goes by the conference's clock, asks for news, and goes on alone when there is no network.
import { pause } from "../lib/poll.js";
import { bearings, placed } from "../lib/sign-time.js";
import { keepWithoutNetwork, turnPage } from "./screen.js";

const EVERY = 20;
/** Milliseconds without an answer after which the sign says so: three questions. */
const SILENT = 75_000;
const TURN = 12_000;
const MEMORY = `eventops.sign ${location.pathname}`;

let root = /** @type {HTMLElement} */ (document.querySelector("[data-sign]"));
const rendered = Date.parse(root.dataset.now ?? "");
let { offset, heard } = bearings(localStorage.getItem(MEMORY)) ?? {
  offset: rendered - Date.now(),
  heard: rendered,
};
/** @type {string | null} */
let tag = null;
let failures = 0;

const now = () => Date.now() + offset;

/** @param {number} moment @param {Intl.DateTimeFormatOptions} form @param {string} [language] */
function said(moment, form, language = "en-GB") {
  const zone = root.dataset.venueZone ?? "UTC";
  return new Intl.DateTimeFormat(language, { ...form, timeZone: zone }).format(moment);
}

/** @param {number} moment */
const clock = (moment) => said(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** @param {number} moment */
const day = (moment) => said(moment, { year: "numeric", month: "2-digit", day: "2-digit" });

/** Puts every session where it belongs at this moment. */
function tell() {
  for (const room of root.querySelectorAll("[data-room]")) {
    const showings = /** @type {HTMLElement[]} */ ([...room.querySelectorAll("[data-begins]")]);
    const times = showings.map(({ dataset }) => ({
      begins: Date.parse(dataset.begins ?? ""),
      finishes: Date.parse(dataset.finishes ?? ""),
      cancelled: "cancelled" in dataset,
    }));
    const places = placed(times, now());
    for (const [number, showing] of showings.entries()) {
      const at = places[number] ?? "past";
      if (showing.dataset.at !== at) showing.dataset.at = at;
    }
    for (const none of room.querySelectorAll("[data-none]")) {
      const at = /** @type {HTMLElement} */ (none).dataset.none;
      /** @type {HTMLElement} */ (none).hidden = places.some((place) => place === at);
    }
  }
  const face = root.querySelector("[data-clock]");
  if (face && face.textContent !== clock(now())) face.textContent = clock(now());
  tellDate();
  tellSilence();
}

/** The date as the server said it, until midnight passes without news. */
function tellDate() {
  if (day(now()) === day(Date.parse(root.dataset.now ?? ""))) return;
  for (const date of root.querySelectorAll("[data-date]")) {
    const form = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long" });
    date.textContent = said(now(), form, /** @type {HTMLElement} */ (date).lang);
  }
}

function tellSilence() {
  const silent = root.querySelector("[data-silent]");
  const since = root.querySelector("[data-silent-since]");
  if (!(silent instanceof HTMLElement) || !since) return;
  silent.hidden = now() - heard < SILENT;
  const other = day(heard) === day(now()) ? "" : `${day(heard).slice(0, 5)} `;
  since.textContent = other + clock(heard);
}

/** @param {Response} answer  The conference's time stands in every answer, also in 304. */
function setClock(answer) {
  const told = Date.parse(answer.headers.get("Conference-Time") ?? "");
  if (!Number.isFinite(told)) return;
  offset = told - Date.now();
  heard = told;
  localStorage.setItem(MEMORY, JSON.stringify({ offset, heard }));
}

/** @param {string} html */
function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const style = 'link[rel="stylesheet"]';
  const sheet = (/** @type {Document} */ page) => page.querySelector(style)?.getAttribute("href");
  const sign = fresh.querySelector("[data-sign]");
  if (sheet(fresh) !== sheet(document)) location.reload(); // another version of the software
  if (sign instanceof HTMLElement) {
    root.replaceWith(sign);
    root = sign;
  }
}

async function ask() {
  try {
    /** @type {Record<string, string>} */
    const headers = { Accept: "text/html" };
    if (tag) headers["If-None-Match"] = tag;
    const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "error" });
    if (answer.status === 404) return end();
    if (!answer.ok && answer.status !== 304) throw new Error(`${answer.status}`);
    setClock(answer);
    failures = 0;
    if (answer.status === 200) {
      tag = answer.headers.get("ETag");
      replace(await answer.text());
    }
  } catch {
    failures += 1; // what is shown goes on by the clock
  }
  tell();
  setTimeout(ask, pause(EVERY, failures));
}

/** Revoked: the page of a screen that is switched off takes the place of this one. */
function end() {
  localStorage.removeItem(MEMORY);
  location.reload();
}

tell();
setInterval(tell, 1000);
if (root.classList.contains("sign-wall")) setInterval(turnPage, TURN);
ask();
keepWithoutNetwork(root.dataset.worker);
