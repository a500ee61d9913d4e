import assert from "node:assert/strict";
import { test } from "node:test";
import { clockIn, inZone } from "../../eventops/static/js/lib/zone.js";

const WORDS = { day: "{n} day", days: "{n} days" };

test("a moment on the same day shows the clock alone", () => {
  assert.equal(clockIn("2026-01-15T13:30+07:00", "Asia/Brunei", WORDS), "14:30");
});

test("a moment that falls on another day says how many days away", () => {
  assert.equal(clockIn("2026-01-15T08:30+07:00", "America/New_York", WORDS), "20:30 −1 day");
  assert.equal(clockIn("2026-01-15T23:30+07:00", "Asia/Tokyo", WORDS), "01:30 +1 day");
});

test("across the date line a day is counted by dates, not by hours", () => {
  // 26 hours lie between these two clocks.
  assert.equal(clockIn("2026-01-15T00:30+14:00", "Pacific/Pago_Pago", WORDS), "23:30 −2 days");
  assert.deepEqual(inZone("2026-01-14T23:30-11:00", "Pacific/Kiritimati"), {
    clock: "00:30",
    days: 2,
  });
});

test("the month's and the year's end are no more than a day", () => {
  assert.equal(clockIn("2026-01-01T00:30+07:00", "Europe/Berlin", WORDS), "18:30 −1 day");
});

test("the day on which clocks change is one day", () => {
  assert.equal(clockIn("2026-03-29T03:30+07:00", "Europe/Berlin", WORDS), "21:30 −1 day");
  assert.equal(clockIn("2026-03-29T09:30+07:00", "Europe/Berlin", WORDS), "04:30");
});

test("midnight is 00:00, not 24:00", () => {
  assert.equal(clockIn("2026-01-15T00:00+07:00", "Asia/Ho_Chi_Minh", WORDS), "00:00");
});
