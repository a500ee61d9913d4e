import { sent } from "./hints.js";

/** @typedef {import("./ruler.js").Place} Place */
/** @typedef {{ok: boolean, code: string, sentence: string, url: string}} Outcome */

/**
 * Puts a card where it was dropped. What the page showed of it is sent along.
 *
 * @param {HTMLElement} card @param {Place} place
 */
export function put(card, place) {
  return send(card.dataset.placeUrl ?? "", { ...sent(place), seen: card.dataset.mark ?? "" });
}

/** @param {HTMLElement} card */
export function park(card) {
  return send(card.dataset.parkingUrl ?? "", { seen: card.dataset.mark ?? "" });
}

/**
 * @param {string} url @param {Record<string, string>} values
 * @returns {Promise<Outcome>}
 */
export async function send(url, values) {
  const token = document.querySelector("input[name=csrf_token]");
  const body = new URLSearchParams(values);
  if (token instanceof HTMLInputElement) body.set("csrf_token", token.value);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const told = await answer.json();
    const sentence = told.done ?? told.sentence ?? "";
    return { ok: answer.ok, code: told.code ?? "", sentence, url: told.url ?? "" };
  } catch {
    return { ok: false, code: "lost", sentence: "", url: "" };
  }
}
