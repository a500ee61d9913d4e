/**
 * Lets the people of an ordered list be dragged to another place; the list's own form sends it.
 * Without this the two buttons of each person do the same, a place at a time.
 *
 * @param {HTMLElement} list
 */
export function dragToOrder(list) {
  /** @type {HTMLElement | null} */
  let dragged = null;

  /** @param {Event} event */
  const row = (event) => {
    const found = event.target instanceof Element ? event.target.closest("li") : null;
    return found && found.parentElement === list ? found : null;
  };

  /** @param {HTMLElement | null} here */
  function mark(here) {
    for (const each of list.children) each.classList.toggle("is-over", each === here);
  }

  for (const each of list.children) each.setAttribute("draggable", "true");

  list.addEventListener("dragstart", (event) => {
    dragged = row(event);
    dragged?.classList.add("is-dragged");
    event.dataTransfer?.setData("text/plain", dragged?.dataset.person ?? "");
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    mark(null);
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(row(event));
  });
  list.addEventListener("drop", (event) => {
    const there = row(event);
    const form = dragged?.querySelector("form");
    if (!dragged || !there || there === dragged || !form) return;
    event.preventDefault();
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "place";
    place.value = String([...list.children].indexOf(there) + 1);
    form.append(place);
    form.submit();
  });
}
