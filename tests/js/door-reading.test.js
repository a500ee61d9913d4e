import assert from "node:assert/strict";
import { test } from "node:test";
import { badgeText, serial, wholeCode } from "../../eventops/static/js/door/badge.js";
import { createSightings, createStrays } from "../../eventops/static/js/door/sightings.js";
import { createWedge } from "../../eventops/static/js/door/wedge.js";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE = `E1${CROCKFORD.repeat(4).slice(0, 119)}`;
const QUIET = { ctrlKey: false, altKey: false, metaKey: false };

/** @param {string} sign @returns {string} */
const placeOf = (sign) => (/[0-9]/.test(sign) ? `Digit${sign}` : `Key${sign.toUpperCase()}`);

/**
 * @param {string} text  "\n" for Enter
 * @param {{ gap?: number, key?: (sign: string) => string, from?: number }} [how]
 */
function typed(text, { gap = 8, key = (sign) => sign, from = 0 } = {}) {
  return [...text].map((sign, at) => ({
    ...QUIET,
    key: sign === "\n" ? "Enter" : key(sign),
    code: sign === "\n" ? "Enter" : placeOf(sign),
    timeStamp: from + at * gap,
  }));
}

/** @param {ReturnType<typeof typed>} strokes */
function read(strokes) {
  const wedge = createWedge();
  return strokes.map(wedge).filter((text) => text !== null);
}

test("a code is brought to its canonical form", () => {
  const spoken = CODE.toLowerCase().replaceAll("0", "o").replace("e1", "el");
  assert.deepEqual(
    [CODE, ` \t${CODE}\r\n`, spoken, `https://door.example/b/${CODE}`, `]Q1${CODE}`].map(badgeText),
    [CODE, CODE, CODE, CODE, CODE],
  );
});

test("a text that is no code goes to the server as it is, but not without end", () => {
  assert.equal(badgeText(" WIFI:S:hotel;; "), "WIFI:S:hotel;;");
  assert.equal(badgeText("x".repeat(100_000)).length, 512);
  assert.equal(badgeText(`${CODE}Z`), `${CODE}Z`);
});

test("a serial is read as people write it", () => {
  assert.deepEqual(
    ["0123456z", "o123-456Z", " oI23 456z ", "0123456", "0123456U", "0123456Z9", ""].map(serial),
    ["0123456Z", "0123456Z", "0123456Z", null, null, null, null],
  );
});

test("a whole code is taken however it was pasted", () => {
  const parted = CODE.replace(/.{11}/g, "$& ");
  const address = `https://door.example/b/${CODE}`;
  assert.deepEqual(
    [CODE, ` ${parted}\n`, CODE.toLowerCase(), address, CODE.slice(1), `${CODE}Z`, "0123456Z"].map(
      wholeCode,
    ),
    [CODE, CODE, CODE, CODE, null, null, null],
  );
});

test("a keyboard scanner is read in upper case, in lower case and with capitals locked", () => {
  assert.deepEqual(read(typed(`${CODE}\n`)), [CODE]);
  assert.deepEqual(read(typed(`${CODE.toLowerCase()}\n`)), [CODE]);
});

test("a keyboard scanner is read when the machine has another layout", () => {
  const french = (/** @type {string} */ sign) => "àé&\"'(-è_ç"[Number(sign)] ?? sign;
  assert.deepEqual(read(typed(`${CODE}\n`, { key: french })), [CODE]);
});

test("a keyboard scanner is read through a Vietnamese input method", () => {
  assert.deepEqual(read(typed(`${CODE}\n`, { key: () => "Process" })), [CODE]);
});

test("keys that a hand pressed before, and shift keys between, are no part of a reading", () => {
  const shift = { ...QUIET, key: "Shift", code: "ShiftLeft" };
  const before = typed("abc", { gap: 200 });
  const reading = typed(`${CODE}\n`, { from: 1000 }).flatMap((stroke) => [
    { ...shift, timeStamp: stroke.timeStamp },
    stroke,
  ]);
  assert.deepEqual(read([...before, ...reading]), [CODE]);
});

test("a slow scanner is read too, for nothing else ends in a code", () => {
  assert.deepEqual(read(typed(`${CODE}\n`, { gap: 120 })), [CODE]);
  assert.deepEqual(read(typed(`${CODE}\n`, { gap: 900 })), []);
});

test("what is no code is a reading when it came quickly", () => {
  const ticket = "0042-another-conference";
  const before = typed("abc", { gap: 200 });
  assert.deepEqual(read([...before, ...typed(`${ticket}\n`, { from: 700 })]), [ticket]);
});

test("typing by hand is not taken for a scanner, however long", () => {
  assert.deepEqual(read(typed("a long note typed by hand\n", { gap: 120 })), []);
  assert.deepEqual(read(typed("0123456Z\n")), []);
});

test("where nobody can type, whatever came quickly is a reading", () => {
  const elsewhere = (/** @type {string} */ text) => {
    const wedge = createWedge(() => false);
    return typed(text)
      .map((stroke) => wedge(stroke))
      .filter((read) => read !== null);
  };
  assert.deepEqual(["0042\n", "WIFI:S:x\n", "abc\n", "\n"].map(elsewhere), [
    ["0042"],
    ["WIFI:S:x"],
    [],
    [],
  ]);
});

test("two readings in a row are two", () => {
  const strokes = [...typed(`${CODE}\n`), ...typed(`${CODE}\n`, { from: 2000 })];
  assert.deepEqual(read(strokes), [CODE, CODE]);
});

test("a badge in view is one sighting until it was away for three seconds", () => {
  const isNew = createSightings();
  assert.deepEqual(
    [0, 100, 2900, 5800, 8799, 11_799].map((now) => isNew("a", now)),
    [true, false, false, false, false, true],
  );
});

test("two badges in view by turns are one sighting each", () => {
  const isNew = createSightings();
  assert.deepEqual(
    ["a", "b", "a", "b"].map((text, at) => isNew(text, at * 1000)),
    [true, true, false, false],
  );
});

test("a poster in view is told once, again after a minute away, and never over an answer", () => {
  const isTold = createStrays();
  const minute = 60_000;
  assert.deepEqual(
    [
      isTold("poster", 0, true),
      isTold("poster", 50_000, true),
      isTold("poster", 100_000, false),
      isTold("poster", 150_000, true),
      isTold("ticket", 150_000, false),
      isTold("ticket", 151_000, true),
      isTold("poster", 150_000 + minute, true),
    ],
    [true, false, false, false, false, true, true],
  );
});
