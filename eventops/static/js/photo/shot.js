/** The camera for one portrait: open while somebody is before it, and not a moment longer. */

/** @typedef {"denied" | "missing" | "busy"} Trouble */

/** @type {Record<string, Trouble>} */
const TROUBLES = {
  NotAllowedError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

/** @param {HTMLVideoElement} video */
export function createShot(video) {
  let facing = "user";

  function close() {
    const stream = /** @type {MediaStream | null} */ (video.srcObject);
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }

  /** @returns {Promise<{ several: boolean }>} @throws {Trouble} */
  async function open() {
    close();
    const size = { width: { ideal: 1280 }, height: { ideal: 960 } };
    const wish = { video: { facingMode: facing, ...size }, audio: false };
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia(wish);
      await video.play();
    } catch (trouble) {
      close();
      throw TROUBLES[/** @type {Error} */ (trouble).name] ?? "busy";
    }
    const turned = /** @type {MediaStream} */ (video.srcObject).getVideoTracks()[0];
    // A camera at the back shows what is before it; only one's own face is shown as in a mirror.
    video.classList.toggle("is-mirror", turned?.getSettings().facingMode !== "environment");
    const devices = await navigator.mediaDevices.enumerateDevices();
    return { several: devices.filter(({ kind }) => kind === "videoinput").length > 1 };
  }

  window.addEventListener("pagehide", close);

  return {
    open,
    close,
    /** @returns {Promise<{ several: boolean }>} */
    turn() {
      facing = facing === "user" ? "environment" : "user";
      return open();
    },
    /** What the camera sees now, the right way round. */
    take() {
      const still = document.createElement("canvas");
      still.width = video.videoWidth;
      still.height = video.videoHeight;
      still.getContext("2d")?.drawImage(video, 0, 0);
      return still;
    },
  };
}
