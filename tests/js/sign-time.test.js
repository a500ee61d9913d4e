import assert from "node:assert/strict";
import { test } from "node:test";
import { bearings, placed } from "../../eventops/static/js/lib/sign-time.js";

/** @param {number} begins @param {number} finishes @param {boolean} [cancelled] */
const showing = (begins, finishes, cancelled = false) => ({ begins, finishes, cancelled });

test("what runs is now, the one after it next, and the rest later", () => {
  const day = [showing(9, 10), showing(10, 11), showing(13, 14)];
  assert.deepEqual(placed(day, 8), ["next", "later", "later"]);
  assert.deepEqual(placed(day, 9), ["now", "next", "later"]);
  assert.deepEqual(placed(day, 10), ["past", "now", "next"]);
  assert.deepEqual(placed(day, 11), ["past", "past", "next"]);
  assert.deepEqual(placed(day, 14), ["past", "past", "past"]);
});

test("what is cancelled is shown at its time, unless something is held instead", () => {
  assert.deepEqual(placed([showing(9, 10, true)], 9), ["now"]);
  assert.deepEqual(placed([showing(9, 10, true), showing(9, 11)], 9), ["past", "now"]);
});

test("two sessions at once are both now", () => {
  assert.deepEqual(placed([showing(9, 12), showing(10, 11), showing(12, 13)], 10), [
    "now",
    "now",
    "next",
  ]);
});

test("bearings that cannot be read are none", () => {
  assert.deepEqual(bearings(JSON.stringify({ offset: -5, heard: 7 })), { offset: -5, heard: 7 });
  for (const text of [null, "", "{", "null", "3", '{"offset":"1","heard":2}', '{"offset":1}']) {
    assert.equal(bearings(text), null);
  }
});
