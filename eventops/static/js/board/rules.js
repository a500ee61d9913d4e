const PAUSE = 300; // milliseconds after the last key

/**
 * Says how audience rules are read while they are typed.
 *
 * @param {HTMLElement} part
 */
export function readRules(part) {
  const text = part.querySelector("textarea");
  const list = part.querySelector("[data-rules-read]");
  const button = part.querySelector("button[name=check]");
  if (!text || !list) return;
  if (button instanceof HTMLElement) button.hidden = true;
  let timer = 0;

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(read, PAUSE);
  });

  async function read() {
    const asked = text?.value ?? "";
    const url = `${part.dataset.rules}?${new URLSearchParams({ rules: asked })}`;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok || asked !== text?.value) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      list?.replaceChildren(...fresh.body.childNodes);
    } catch {
      // The rules are judged again when the form is sent.
    }
  }
}
