import assert from "node:assert/strict";
import { test } from "node:test";
import { clockIn } from "../../eventops/static/js/lib/zone.js";

test("a moment on the same day shows the clock alone", () => {
  assert.equal(clockIn("2026-01-15T13:30+07:00", "Asia/Brunei", "en"), "14:30");
});

test("a moment that falls on another day names the weekday", () => {
  assert.equal(clockIn("2026-01-15T08:30+07:00", "America/New_York", "en"), "20:30 Wed");
  assert.equal(clockIn("2026-01-15T23:30+07:00", "Asia/Tokyo", "en"), "01:30 Fri");
});

test("the weekday is said in the reader's language", () => {
  // Browsers abbreviate Wednesday as "Th 4" or "Thứ 4", by their age.
  assert.match(clockIn("2026-01-15T08:30+07:00", "America/New_York", "vi"), /^20:30 Th(ứ)? 4$/);
});

test("midnight is 00:00, not 24:00", () => {
  assert.equal(clockIn("2026-01-15T00:00+07:00", "Asia/Ho_Chi_Minh", "en"), "00:00");
});
