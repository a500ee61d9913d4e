import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionOf } from "../../eventops/static/js/door/gates.js";

/** @param {string[]} states */
const shownOf = (...states) =>
  sessionOf(/** @type {any} */ ({ sessions: states.map((state) => ({ state })) }))?.state ?? null;

test("a gate shows what is open, else what goes on behind closed doors, else what comes", () => {
  assert.deepEqual(
    [
      shownOf("ended", "closed", "open", "next"),
      shownOf("ended", "closed", "next"),
      shownOf("ended", "next", "next"),
      shownOf("ended"),
      shownOf(),
    ],
    ["open", "closed", "next", null, null],
  );
});
