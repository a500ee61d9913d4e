import assert from "node:assert/strict";
import { test } from "node:test";
import { NoAnswer, Problem } from "../../eventops/static/js/door/api.js";
import { createCourier } from "../../eventops/static/js/door/courier.js";
import { gateOf, said, sessionOf, timeAt } from "../../eventops/static/js/door/gates.js";
import {
  createOutbox,
  keepEnrolment,
  readEnrolment,
  wipe,
} from "../../eventops/static/js/door/keep.js";
import { isoHere, makeScan } from "../../eventops/static/js/door/scans.js";

/** @typedef {import("../../eventops/static/js/door/types.js").Scan} Scan */
/** @typedef {import("../../eventops/static/js/door/types.js").Result} Result */
/** @typedef {import("../../eventops/static/js/door/types.js").DoorSession} DoorSession */

/** A Storage of its own. */
function storage() {
  /** @type {Map<string, string>} */
  const rows = new Map();
  return {
    getItem: (/** @type {string} */ key) => rows.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void rows.set(key, value),
    removeItem: (/** @type {string} */ key) => void rows.delete(key),
    key: (/** @type {number} */ at) => [...rows.keys()][at] ?? null,
    get length() {
      return rows.size;
    },
  };
}

const scan = (/** @type {string} */ code) => makeScan({ method: "code", code, gate: "p1" });

/** @param {Scan} row @returns {Result} */
const admitted = ({ id }) => ({
  id,
  verdict: "admit",
  reason: "ok",
  message: { en: "Expected.", vi: "Có trong danh sách." },
  person: null,
  first_seen: null,
  duplicate: false,
});

/**
 * A courier before a server that answers by turns; `said` is what the page was told.
 * @param {((scans: Scan[]) => Result[])[]} turns
 */
function courierBefore(turns, kept = storage()) {
  const outbox = createOutbox(kept);
  /** @type {{ sent: string[][], links: [boolean, number][], late: string[], away: string[] }} */
  const told = { sent: [], links: [], late: [], away: [] };
  const courier = createCourier({
    api: {
      async send(scans) {
        told.sent.push(scans.map(({ code }) => code ?? ""));
        const turn = turns.shift();
        if (!turn) throw new NoAnswer("silent");
        return turn(scans);
      },
    },
    outbox,
    onLink: (online, waiting) => told.links.push([online, waiting]),
    onLate: ({ code }, { verdict }) => told.late.push(`${code} ${verdict}`),
    onTurnedAway: ({ code }) => told.away.push(code),
  });
  return { courier, outbox, told };
}

/** @param {number} status @param {string} code @returns {() => never} */
const problem = (status, code) => () => {
  throw new Problem(status, { code });
};
const silence = () => {
  throw new NoAnswer("silent");
};
const answer = (/** @type {Scan[]} */ scans) => scans.map(admitted);

test("an answered scan waits nowhere", async () => {
  const { courier, outbox, told } = courierBefore([answer]);
  const row = scan("a");
  assert.deepEqual(await courier.send(row), admitted(row));
  assert.deepEqual(outbox.all(), []);
  assert.deepEqual(told.links, [[true, 0]]);
});

test("a scan without answer is kept through a reload and sent again under its id", async () => {
  const kept = storage();
  const before = courierBefore([silence], kept);
  const row = scan("a");
  assert.equal(await before.courier.send(row), null);
  assert.deepEqual(before.told.links, [[false, 1]]);

  const after = courierBefore([answer], kept);
  assert.deepEqual(after.outbox.all(), [row]);
  await after.courier.flush();
  assert.deepEqual(after.told.late, ["a admit"]);
  assert.deepEqual(after.outbox.all(), []);
  assert.equal(kept.length, 0);
});

test("a row the server will not take does not hold up the others and is not dropped", async () => {
  const refused = problem(422, "bad_request");
  const { courier, outbox, told } = courierBefore([refused, refused, answer]);
  const rows = [scan("bad"), scan("good")];
  for (const row of rows) outbox.add(row);
  await courier.flush();
  assert.deepEqual(told.sent, [["bad", "good"], ["bad"], ["good"]]);
  assert.deepEqual(told.late, ["good admit"]);
  assert.deepEqual(outbox.all(), [rows[0]]);
});

test("a device turned away keeps its scans until somebody decides", async () => {
  const { courier, outbox, told } = courierBefore([problem(401, "device_retired")]);
  assert.equal(await courier.send(scan("a")), null);
  assert.deepEqual(told.away, ["device_retired"]);
  assert.equal(outbox.all().length, 1);
});

test("scans live in memory when the storage is full", async () => {
  const full = { ...storage(), setItem: silence };
  const outbox = createOutbox(full);
  const row = scan("a");
  outbox.add(row);
  assert.deepEqual(outbox.all(), [row]);
});

test("wiping takes all that the door kept and nothing else", () => {
  const kept = storage();
  keepEnrolment(kept, { token: "t", device: { name: "Door 1" } });
  createOutbox(kept).add(scan("a"));
  kept.setItem("another", "thing");
  assert.deepEqual(readEnrolment(kept), { token: "t", device: { name: "Door 1" } });
  wipe(kept);
  assert.equal(readEnrolment(kept), null);
  assert.deepEqual([kept.length, kept.getItem("another")], [1, "thing"]);
});

test("a time of this device carries its offset", () => {
  const moment = new Date("2026-01-15T01:02:11.412Z");
  const written = isoHere(moment);
  assert.match(written, /^2026-01-1[45]T\d\d:\d\d:11\.412[+-]\d\d:\d\d$/);
  assert.equal(new Date(written).getTime(), moment.getTime());
});

test("times are the venue's, by 24 hours", () => {
  assert.equal(timeAt("2026-01-15T01:05:00Z", "Asia/Ho_Chi_Minh"), "08:05");
  assert.equal(timeAt("2026-01-15T17:00:00Z", "Asia/Ho_Chi_Minh"), "00:00");
});

test("a gate serves its open session, else the next, else none", () => {
  const session = (/** @type {DoorSession["state"]} */ state) =>
    /** @type {DoorSession} */ ({ code: state, state });
  const of = (/** @type {DoorSession["state"][]} */ ...states) =>
    sessionOf({
      code: "p1",
      name: { en: "", vi: "" },
      kind: "room",
      re_entry: "free",
      sessions: states.map(session),
    })?.code;
  assert.deepEqual(
    [of("ended", "next", "open"), of("ended", "next"), of("ended"), of()],
    ["open", "next", undefined, undefined],
  );
});

test("a device stands at the gate it remembers, or at its only one", () => {
  const at = (/** @type {string[]} */ codes, /** @type {string | null} */ remembered) =>
    gateOf(
      /** @type {import("../../eventops/static/js/door/types.js").Door} */ ({
        gates: codes.map((code) => ({ code })),
      }),
      remembered,
    )?.code;
  assert.deepEqual(
    [at(["a", "b"], "b"), at(["a", "b"], "gone"), at(["a"], "gone"), at([], null)],
    ["b", undefined, "a", undefined],
  );
});

test("a text falls back to the other language", () => {
  assert.deepEqual(
    [said({ en: "Hall", vi: "" }, "vi"), said("3", "en"), said(null, "en"), said(0, "vi")],
    ["Hall", "3", "", "0"],
  );
});
