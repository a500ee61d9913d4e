/**
 * Sends a form of filters as soon as a choice is made, and hides its button.
 *
 * @param {HTMLFormElement} form
 */
export function submitOnChange(form) {
  form.addEventListener("change", () => form.requestSubmit());
  const button = form.querySelector("[data-autosubmit-button]");
  if (button instanceof HTMLElement) button.hidden = true;
}
