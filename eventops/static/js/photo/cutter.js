import { changed, HEIGHT, mostZoom, partOf, WIDTH, whole } from "./placing.js";

const STEP = 0.03;
const KEYS = new Map([
  ["ArrowLeft", { right: -STEP }],
  ["ArrowRight", { right: STEP }],
  ["ArrowUp", { down: -STEP }],
  ["ArrowDown", { down: STEP }],
  ["+", { by: 1.1 }],
  ["=", { by: 1.1 }],
  ["-", { by: 1 / 1.1 }],
]);

/**
 * Lets a picture be placed in its frame by pointer, two fingers, wheel and keyboard.
 *
 * @param {HTMLCanvasElement} canvas  what is seen is what is kept
 * @param {HTMLInputElement} zoom  a slider
 * @param {() => void} onChange  after every change
 */
export function createCutter(canvas, zoom, onChange) {
  /** @type {ImageBitmap | HTMLCanvasElement | null} */
  let picture = null;
  let view = { zoom: 1, x: 0, y: 0 };
  /** @type {Map<number, PointerEvent>} */
  const fingers = new Map();
  canvas.width = WIDTH;
  canvas.height = HEIGHT;

  function draw() {
    const pen = canvas.getContext("2d");
    if (!pen || !picture) return;
    const { left, top, width, height } = partOf(picture, view);
    pen.fillStyle = "white";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, left, top, width, height, 0, 0, WIDTH, HEIGHT);
    zoom.max = String(mostZoom(picture));
    zoom.value = String(view.zoom);
    onChange();
  }

  /** @param {{ right?: number, down?: number, by?: number }} change */
  function change(change) {
    if (!picture) return;
    view = changed(picture, view, change);
    draw();
  }

  canvas.addEventListener("pointerdown", (press) => {
    canvas.setPointerCapture(press.pointerId);
    fingers.set(press.pointerId, press);
  });
  canvas.addEventListener("pointermove", (move) => {
    const before = fingers.get(move.pointerId);
    if (!before) return;
    const wide = canvas.clientWidth;
    const other = [...fingers.values()].find(({ pointerId }) => pointerId !== move.pointerId);
    const by = other ? apart(move, other) / Math.max(apart(before, other), 1) : 1;
    const right = (move.clientX - before.clientX) / wide;
    change({ right, down: (move.clientY - before.clientY) / wide, by });
    fingers.set(move.pointerId, move);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (up) => {
      fingers.delete(/** @type {PointerEvent} */ (up).pointerId);
    });
  }
  canvas.addEventListener(
    "wheel",
    (turn) => {
      turn.preventDefault();
      change({ by: turn.deltaY < 0 ? 1.06 : 1 / 1.06 });
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (stroke) => {
    const told = KEYS.get(stroke.key);
    if (!told || stroke.ctrlKey || stroke.metaKey || stroke.altKey) return;
    stroke.preventDefault();
    change(told);
  });
  zoom.addEventListener("input", () => change({ by: Number(zoom.value) / view.zoom }));

  return {
    /** @param {ImageBitmap | HTMLCanvasElement} shown */
    show(shown) {
      picture = shown;
      view = whole(shown);
      draw();
    },
    /** @returns {Promise<Blob | null>} */
    kept: () => new Promise((give) => canvas.toBlob(give, "image/jpeg", 0.92)),
  };
}

/** @param {PointerEvent} one @param {PointerEvent} other */
function apart(one, other) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
