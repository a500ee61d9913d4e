/** A door that goes dark is a closed door: keeps the screen on where the browser can. */
export function stayAwake() {
  async function ask() {
    if (document.hidden) return;
    // Refused on low battery or by old browsers; the tablet's own settings remain.
    await navigator.wakeLock?.request("screen").catch(() => undefined);
  }
  document.addEventListener("visibilitychange", ask); // the lock ends whenever the page is hidden
  ask();
}
