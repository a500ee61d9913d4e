/** The camera: the one at the back unless another was chosen, awake whenever the page is. */

/** Milliseconds without a new picture after which the camera is started again. */
const FROZEN = 4000;

/** @typedef {"denied" | "missing" | "busy" | "insecure"} Trouble */

/** @type {Record<string, Trouble>} */
const TROUBLES = {
  NotAllowedError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

/**
 * @param {HTMLVideoElement} video
 * @param {object} tell
 * @param {(cameras: MediaDeviceInfo[], current: string, torch: boolean) => void} tell.onOpen
 * @param {(trouble: Trouble) => void} tell.onTrouble
 */
export function createCamera(video, { onOpen, onTrouble }) {
  let chosen = "";
  let wanted = false;
  let opening = false;
  let pictures = 0;
  let movedAt = 0;

  const track = () => /** @type {MediaStream | null} */ (video.srcObject)?.getVideoTracks()[0];

  function close() {
    track()?.stop();
    video.srcObject = null;
  }

  /** @param {string} id @returns {MediaTrackConstraints} */
  function wish(id) {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    return id ? { deviceId: { exact: id }, ...size } : { facingMode: "environment", ...size };
  }

  /** A remembered camera may have been unplugged: then any. @returns {Promise<MediaStream>} */
  async function stream() {
    try {
      return await navigator.mediaDevices.getUserMedia({ video: wish(chosen), audio: false });
    } catch (trouble) {
      if (!chosen || /** @type {Error} */ (trouble).name === "NotAllowedError") throw trouble;
      chosen = "";
      return navigator.mediaDevices.getUserMedia({ video: wish(""), audio: false });
    }
  }

  async function open() {
    if (opening || !wanted || document.hidden) return;
    if (!navigator.mediaDevices) return onTrouble("insecure");
    opening = true;
    try {
      close();
      video.srcObject = await stream();
      await video.play();
      movedAt = Date.now();
      const devices = await navigator.mediaDevices.enumerateDevices();
      const cameras = devices.filter(({ kind }) => kind === "videoinput");
      onOpen(cameras, track()?.getSettings().deviceId ?? "", hasTorch());
    } catch (trouble) {
      close();
      onTrouble(TROUBLES[/** @type {Error} */ (trouble).name] ?? "busy");
    } finally {
      opening = false;
    }
  }

  function hasTorch() {
    // Not in the type library: a capability of phones' back cameras only.
    const can = /** @type {{ torch?: boolean } | undefined} */ (track()?.getCapabilities?.());
    return can?.torch === true;
  }

  // Phones end or blacken the stream when they sleep; pictures that stop coming say so best.
  setInterval(() => {
    if (!wanted || document.hidden || opening) return;
    const shown = video.getVideoPlaybackQuality().totalVideoFrames;
    if (shown !== pictures) movedAt = Date.now();
    pictures = shown;
    if (Date.now() - movedAt > FROZEN) open();
  }, 1000);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  navigator.mediaDevices?.addEventListener("devicechange", () => {
    if (track()?.readyState !== "live") open();
  });

  return {
    /** @param {string} [id]  a deviceId; the one at the back when absent */
    start(id = "") {
      chosen = id;
      wanted = true;
      return open();
    },
    stop() {
      wanted = false;
      close();
    },
    /** @param {boolean} on */
    light(on) {
      const wish = /** @type {MediaTrackConstraintSet} */ ({ torch: on });
      return track()?.applyConstraints({ advanced: [wish] });
    },
  };
}
