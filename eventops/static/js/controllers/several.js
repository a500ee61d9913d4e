/**
 * Counts who is chosen, and lets one link choose all of the page or nobody. Without this the link
 * asks the server for the page with everybody chosen.
 *
 * @param {HTMLFormElement} form
 */
export function chooseSeveral(form) {
  const all = form.querySelector("[data-all]");
  const count = form.querySelector("[data-count]");
  const name = form.dataset.checkAll || "registration";
  /** @type {HTMLInputElement[]} */
  const boxes = [...form.querySelectorAll(`input[name=${name}]`)].filter(
    (box) => box instanceof HTMLInputElement,
  );
  if (!(all instanceof HTMLElement) || !(count instanceof HTMLElement)) return;
  const chooseAll = all.textContent ?? "";
  const none = all.dataset.none ?? "";

  function tell() {
    const chosen = boxes.filter((box) => box.checked).length;
    const words = /** @type {HTMLElement} */ (count).dataset.count ?? "";
    /** @type {HTMLElement} */ (count).textContent = words.replace("{n}", String(chosen));
    const full = chosen === boxes.length;
    /** @type {HTMLElement} */ (all).textContent = full ? none : chooseAll;
  }

  all.addEventListener("click", (press) => {
    press.preventDefault();
    const full = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !full;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
