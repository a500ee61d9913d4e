/**
 * Lets a button copy the text of the element named by its data-copy. The button is hidden in the
 * page and shown only where the browser can copy; data-copied holds what it says afterwards.
 *
 * @param {HTMLButtonElement} button
 */
export function offerCopy(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
    const status = button.querySelector("[data-copy-words]") ?? button;
    status.textContent = button.dataset.copied ?? status.textContent;
  });
}
