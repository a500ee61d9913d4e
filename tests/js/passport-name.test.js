import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { suggestedName } from "../../eventops/static/js/lib/passport-name.js";

const names = JSON.parse(
  readFileSync(new URL("../golden/passport-names.json", import.meta.url), "utf8"),
);
const source = readFileSync(
  new URL("../../eventops/delegations/passport_name.py", import.meta.url),
  "utf8",
);
const letters = Object.fromEntries(
  [...source.matchAll(/^ {4}"(.)": "([A-Z]*)",$/gmu)].map(([, letter, stands]) => [letter, stands]),
);

test("names come out as the server writes them", () => {
  const written = Object.keys(names).map((name) => [name, suggestedName(name, letters)]);
  assert.deepEqual(Object.fromEntries(written), names);
});
