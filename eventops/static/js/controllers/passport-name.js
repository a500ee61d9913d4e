import { suggestedName } from "../lib/passport-name.js";

/**
 * Lets the passport's spelling follow the name field named by data-passport-name while somebody
 * types, until it is corrected by hand. data-letters holds what stands for letters with marks.
 *
 * @param {HTMLInputElement} input
 */
export function suggestPassportName(input) {
  const source = input.form?.elements.namedItem(input.dataset.passportName ?? "");
  if (!(source instanceof HTMLInputElement)) return;
  /** @type {Record<string, string>} */
  const letters = JSON.parse(input.dataset.letters ?? "{}");
  const most = input.maxLength > 0 ? input.maxLength : undefined;
  let followed = suggestedName(source.value, letters, most);
  source.addEventListener("input", () => {
    const before = followed;
    followed = suggestedName(source.value, letters, most);
    if (input.value === "" || input.value === before) input.value = followed;
  });
}
