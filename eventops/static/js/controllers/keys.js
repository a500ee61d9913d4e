/** Remembers on this device that single keys are not wanted (WCAG 2.1.4). */
const SETTING = "eventops.keys";
/**
 * Milliseconds: what follows another key sooner, or comes before anybody can have seen the page, is
 * somebody writing beside a field, and decides nothing.
 */
const QUIET = 400;

/**
 * Lets single keys do what their element does: [data-key="j n"] is clicked at j and at n, a summary
 * opens and its first field gets the focus, a radio is chosen. In a [data-key-list] j and k go
 * through the lines and x ticks one. Keys rest while somebody writes; Escape leaves the field, and
 * Ctrl+Enter sends it.
 *
 * @param {Document} page
 */
export function listenToKeys(page) {
  const help = page.querySelector("[data-key-help]");
  const wanted = page.querySelector("[data-keys-on]");
  if (!(help instanceof HTMLElement) || !(wanted instanceof HTMLInputElement)) return;
  let last = performance.now();
  let on = localStorage.getItem(SETTING) !== "off";

  function show() {
    page.documentElement.dataset.keys = on ? "on" : "off";
  }

  help.hidden = false;
  wanted.checked = on;
  show();
  wanted.addEventListener("change", () => {
    on = wanted.checked;
    localStorage.setItem(SETTING, on ? "on" : "off");
    show();
  });
  page.addEventListener("keydown", (stroke) => {
    if (stroke.defaultPrevented || stroke.isComposing) return;
    const at = stroke.target;
    if (at instanceof HTMLElement && writes(at)) return inField(at, stroke);
    if (!on || stroke.ctrlKey || stroke.altKey || stroke.metaKey || stroke.repeat) return;
    const [key, quiet] = [letter(stroke), stroke.timeStamp - last > QUIET];
    if (key.length === 1) last = stroke.timeStamp;
    if (goThroughList(page, key) || press(page, key, quiet)) stroke.preventDefault();
  });
}

/** @param {HTMLElement} at  Whether what is typed there is text. */
function writes(at) {
  if (at instanceof HTMLInputElement) return !["checkbox", "radio", "file"].includes(at.type);
  return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
}

/** @param {HTMLElement} field @param {KeyboardEvent} stroke */
function inField(field, stroke) {
  if (stroke.key === "Escape") {
    const title = field.closest("details")?.querySelector("summary");
    if (title) title.focus();
    else field.blur();
  }
  if (stroke.key === "Enter" && stroke.ctrlKey) field.closest("form")?.requestSubmit();
}

/**
 * The key's letter, also where an input method for Vietnamese or Khmer made something else of it.
 *
 * @param {KeyboardEvent} stroke
 */
function letter(stroke) {
  if (/^[ -~]$/.test(stroke.key)) return stroke.key.toLowerCase();
  return /^Key([A-Z])$/.exec(stroke.code)?.[1]?.toLowerCase() ?? stroke.key;
}

/** @param {Document} page @param {string} key @param {boolean} quiet  whether it may send a form */
function press(page, key, quiet) {
  for (const element of page.querySelectorAll("[data-key]")) {
    if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
    if (!element.dataset.key?.split(" ").includes(key)) continue;
    if (element.matches("button") && !quiet) return false;
    element.click();
    if (element instanceof HTMLInputElement) element.focus();
    if (element.matches("summary") && !element.closest("[data-key-help]")) enter(element);
    return true;
  }
  return false;
}

/** @param {HTMLElement} title  Into the first field of what was opened; back to the title when shut. */
function enter(title) {
  const opened = title.parentElement;
  const first = opened?.querySelector("input:not([type=hidden]), textarea, select");
  const goes = opened instanceof HTMLDetailsElement && opened.open && first;
  /** @type {HTMLElement} */ (goes || title).focus();
}

/** @param {Document} page @param {string} key */
function goThroughList(page, key) {
  const list = page.querySelector("[data-key-list]");
  if (!list || !["j", "k", "x"].includes(key)) return false;
  const lines = [...list.querySelectorAll("li")];
  const here = lines.findIndex((line) => line.contains(page.activeElement));
  if (key === "x") {
    lines[here]?.querySelector("input")?.click();
    return true;
  }
  const there = here < 0 ? 0 : here + (key === "j" ? 1 : -1);
  lines[Math.min(Math.max(there, 0), lines.length - 1)]?.querySelector("a")?.focus();
  return true;
}
