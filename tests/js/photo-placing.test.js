import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, mostZoom, partOf, whole } from "../../eventops/static/js/photo/placing.js";

const LANDSCAPE = { width: 1200, height: 900 };
const TALL = { width: 600, height: 1600 };

test("the first part is the middle, as large as 3 to 4 fits", () => {
  assert.deepEqual(partOf(LANDSCAPE, whole(LANDSCAPE)), {
    left: 262.5,
    top: 0,
    width: 675,
    height: 900,
  });
  assert.deepEqual(partOf(TALL, whole(TALL)), { left: 0, top: 400, width: 600, height: 800 });
});

test("dragging stops at the edges", () => {
  let view = whole(LANDSCAPE);
  for (let step = 0; step < 50; step += 1) view = changed(LANDSCAPE, view, { right: 0.1 });
  assert.equal(partOf(LANDSCAPE, view).left, 0);
  view = changed(LANDSCAPE, view, { down: 3, right: -9 });
  assert.deepEqual(partOf(LANDSCAPE, view), { left: 525, top: 0, width: 675, height: 900 });
});

test("zooming keeps the middle and never leaves too few pixels", () => {
  const near = changed(LANDSCAPE, whole(LANDSCAPE), { by: 2 });
  assert.deepEqual(partOf(LANDSCAPE, near), { left: 431.25, top: 225, width: 337.5, height: 450 });
  const nearest = changed(LANDSCAPE, near, { by: 100 });
  assert.equal(partOf(LANDSCAPE, nearest).width, 240);
  assert.equal(changed(LANDSCAPE, nearest, { by: 0.001 }).zoom, 1);
});

test("a small picture is not enlarged by zooming", () => {
  assert.equal(mostZoom({ width: 200, height: 300 }), 1);
});

test("what was dragged is under the finger still", () => {
  const near = changed(LANDSCAPE, whole(LANDSCAPE), { by: 2 });
  const dragged = changed(LANDSCAPE, near, { right: 0.1, down: -0.1 });
  const [before, after] = [partOf(LANDSCAPE, near), partOf(LANDSCAPE, dragged)];
  assert.ok(Math.abs(before.left - after.left - 33.75) < 1e-9);
  assert.ok(Math.abs(after.top - before.top - 33.75) < 1e-9);
});
