/**
 * Looks for a QR code in camera pictures, off the main thread.
 *
 * In turn the whole picture and its middle at double size: measured together they read more worn
 * and distant codes than either alone. Takes an ImageBitmap, answers with the text or null.
 */
import { prepareZXingModule, readBarcodes } from "../../vendor/zxing/reader.js";

prepareZXingModule({
  overrides: {
    // Its makers would fetch it from a public host.
    locateFile: (/** @type {string} */ file) =>
      new URL(`../../vendor/zxing/${file}`, import.meta.url).href,
  },
  fireImmediately: true,
});

const canvas = new OffscreenCanvas(1, 1);
const pencil = canvas.getContext("2d", { willReadFrequently: true });
let middle = false;

/** @param {ImageBitmap} picture @param {OffscreenCanvasRenderingContext2D} onto */
function pixels(picture, onto) {
  const { width, height } = picture;
  canvas.width = width;
  canvas.height = height;
  if (middle) {
    onto.drawImage(picture, width / 4, height / 4, width / 2, height / 2, 0, 0, width, height);
  } else {
    onto.drawImage(picture, 0, 0);
  }
  return onto.getImageData(0, 0, width, height);
}

self.onmessage = async (/** @type {MessageEvent<ImageBitmap>} */ { data: picture }) => {
  if (!pencil) throw new Error("no canvas to draw on");
  const seen = pixels(picture, pencil);
  picture.close();
  middle = !middle;
  const codes = await readBarcodes(seen, {
    formats: ["QRCode"],
    tryHarder: true,
    tryInvert: false, // our codes are never light on dark
    maxNumberOfSymbols: 1,
  });
  self.postMessage(codes[0]?.text || null);
};
