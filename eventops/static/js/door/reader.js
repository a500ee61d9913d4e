/** Pictures of a camera in, texts of codes out. */

/** Milliseconds between two looks: quick to the eye, and a tablet stays cool. */
const PAUSE = 70;

/**
 * @param {HTMLVideoElement} video
 * @param {{ onText: (text: string) => void, onBroken: () => void }} tell  onBroken: this browser
 *   cannot run the reader; keyboard and typed serials remain
 * @returns {{ watch: () => void, rest: () => void }}
 */
export function createReader(video, { onText, onBroken }) {
  const worker = new Worker(new URL("./reader-worker.js", import.meta.url), { type: "module" });
  let watching = false;
  let reading = false;

  worker.onmessage = ({ data: text }) => {
    reading = false;
    // A code that came into view just before the door went to rest is not read.
    if (watching && typeof text === "string") onText(text);
    setTimeout(look, PAUSE);
  };
  worker.onerror = () => {
    watching = false;
    onBroken();
  };

  async function look() {
    if (!watching || reading) return;
    reading = true;
    try {
      const picture = await createImageBitmap(video);
      worker.postMessage(picture, [picture]);
    } catch {
      reading = false; // no picture yet, or none just now
      setTimeout(look, PAUSE);
    }
  }

  return {
    watch() {
      watching = true;
      look();
    },
    rest() {
      watching = false;
    },
  };
}
