/**
 * Counts the seconds of data-countdown down in the words around "{clock}". Without this the page
 * says the minutes that were left when it was made.
 *
 * @param {HTMLElement} place
 */
export function countDown(place) {
  const ends = Date.now() + Number(place.dataset.countdown) * 1000;

  function tell() {
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (left <= 0) {
      place.textContent = place.dataset.countdownOver ?? "";
      clearInterval(ticking);
      return;
    }
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    place.textContent = (place.dataset.countdownWords ?? "").replace("{clock}", clock);
  }

  const ticking = setInterval(tell, 1000);
  tell();
}
