/** The page's parts: each element that scripts touch is named once, in data-part. */

/** @typedef {"notice" | "gates" | "desk"} Screen  desk: where badges are scanned */

/**
 * The element of that name. A missing one is a fault of the template and said at once.
 * @param {string} name @returns {HTMLElement}
 */
export function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no part "${name}"`);
  return found;
}

/** Sets a text and hides the element when there is none. @param {string} name @param {string} text
 * @param {string} [lang]  language of the text when it is not the page's */
export function write(name, text, lang) {
  const element = part(name);
  element.textContent = text;
  element.hidden = text === "";
  if (lang) element.lang = lang;
}

/** @param {Screen} screen */
export function show(screen) {
  for (const name of ["notice", "gates", "desk"]) part(name).hidden = name !== screen;
}

/** One of the page's prepared notices, by its template. @param {string} kind */
export function notice(kind) {
  const prepared = document.querySelector(`template[data-notice="${kind}"]`);
  if (!(prepared instanceof HTMLTemplateElement)) throw new Error(`no notice "${kind}"`);
  part("notice").replaceChildren(prepared.content.cloneNode(true));
  show("notice");
}

/**
 * The interface's words, from data-words; {name} in them is filled in.
 * @returns {(key: string, values?: Record<string, string | number>) => string}
 */
export function readWords() {
  /** @type {Record<string, string>} */
  const words = JSON.parse(part("door").dataset.words ?? "{}");
  return (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** A shape of the icon sheet. @param {string} name */
export function shape(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${new URL("../../icons.svg", import.meta.url).pathname}#${name}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}
