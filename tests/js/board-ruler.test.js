import assert from "node:assert/strict";
import { test } from "node:test";

import {
  classesOf,
  clock,
  columnAt,
  linesOf,
  minuteAt,
  minutesOf,
  snapped,
  within,
} from "../../eventops/static/js/board/ruler.js";

const HOURS = [
  { minute: 480, top: 100 },
  { minute: 540, top: 220 },
];

test("a height between lines is a minute, also where rows are uneven", () => {
  const uneven = [
    { minute: 480, top: 100 },
    { minute: 485, top: 110 },
    { minute: 490, top: 170 },
  ];
  assert.deepEqual(
    [90, 100, 105, 110, 140, 170, 900].map((height) => minuteAt(uneven, height)),
    [480, 480, 482.5, 485, 487.5, 490, 490],
  );
  assert.equal(minuteAt([], 5), 0);
});

test("every row of five minutes is a line, from the first hour drawn to the last", () => {
  const collapsed = Array(25).fill(0); // 06:00 to 08:00, and the row before
  const rows = [...collapsed, ...Array(6).fill(5), ...Array(6).fill(15)];
  const lines = linesOf(rows, HOURS);
  assert.equal(lines.length, 13);
  assert.deepEqual(
    [lines[0], lines[6], lines[12]],
    [
      { minute: 480, top: 100 },
      { minute: 510, top: 130 },
      { minute: 540, top: 220 },
    ],
  );
  assert.equal(linesOf([1, 2], HOURS), HOURS);
});

test("nothing begins between steps or outside its day", () => {
  assert.deepEqual([482, 483, 0].map(snapped), [480, 485, 0]);
  assert.deepEqual([-10, 600, 1500].map(within), [0, 600, 1435]);
});

test("a place beside all columns is the nearest column's", () => {
  const columns = [
    { number: 1, room: "hall", left: 60, right: 160 },
    { number: 2, room: "blue", left: 160, right: 260 },
  ];
  assert.deepEqual(
    [0, 100, 160, 900].map((across) => columnAt(columns, across)?.room),
    ["hall", "hall", "blue", "blue"],
  );
});

test("minutes are said as a clock and read back", () => {
  assert.deepEqual([0, 510, 1470].map(clock), ["00:00", "08:30", "00:30"]);
  assert.equal(minutesOf("08:30"), 510);
});

test("a place stands on the grid by classes, cut at its ends", () => {
  const place = { day: "2030-03-04", room: "hall", column: 3, start: 511, minutes: 40 };
  assert.equal(classesOf(place), "col-3 at-0830 to-0910");
  assert.equal(classesOf({ ...place, start: 300, minutes: 30 }), "col-3 at-0600 to-0605");
  assert.equal(classesOf({ ...place, start: 1400, minutes: 90 }), "col-3 at-2320 to-2400");
});
