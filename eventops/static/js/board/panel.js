/**
 * Shows the details of a card beside the board when it is clicked, without leaving the page. Where
 * there is no room beside it, the link leads there.
 *
 * @param {HTMLElement} board
 */
export function showDetails(board) {
  const panel = /** @type {HTMLElement} */ (board.querySelector("[data-details-panel]"));
  const live = /** @type {HTMLElement} */ (board.querySelector("[data-live]"));
  let shown = "";

  board.addEventListener("click", (click) => {
    const link = /** @type {Element} */ (click.target).closest("a[data-details]");
    if (!(link instanceof HTMLAnchorElement) || click.defaultPrevented) return;
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    if (!matchMedia("(min-width: 60rem)").matches) return;
    click.preventDefault();
    shown = link.dataset.details ?? "";
    for (const other of board.querySelectorAll("a[data-details][aria-current]")) {
      other.removeAttribute("aria-current");
    }
    link.setAttribute("aria-current", "true");
    const address = new URL(link.href);
    history.replaceState(null, "", address.pathname + address.search);
    const asked = new URL(live.dataset.live ?? "", location.href);
    asked.search = address.search;
    live.dataset.live = asked.pathname + asked.search;
    void load();
  });

  async function load() {
    if (!shown) {
      shown =
        board.querySelector("a[data-details][aria-current]")?.getAttribute("data-details") ?? "";
    }
    if (!shown) return;
    try {
      const answer = await fetch(shown, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      panel.replaceChildren(...fresh.body.childNodes);
    } catch {
      // What is shown stays; the link still leads to the page.
    }
  }

  return { reload: () => void load() };
}
