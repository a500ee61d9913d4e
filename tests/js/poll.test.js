import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { ask, pause, SessionEnded } from "../../eventops/static/js/lib/poll.js";

test("the pause doubles with every failure, up to a minute", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 9].map((failures) => pause(5, failures)),
    [5000, 10000, 20000, 40000, 60000, 60000],
  );
});

test("a pause that is longer than a minute stays as it is", () => {
  assert.equal(pause(90, 3), 90000);
});

/** @type {import("node:http").Server} */
let server;
let address = "";

before(async () => {
  server = createServer((request, response) => {
    if (request.url === "/broken") {
      response.writeHead(500).end("no");
    } else if (request.url === "/ended") {
      response.writeHead(401).end("sign in");
    } else if (request.headers["if-none-match"] === '"v7"') {
      response.writeHead(304, { ETag: '"v7"' }).end();
    } else {
      response.writeHead(200, { ETag: '"v7"' }).end("<p>seven</p>");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  address = `http://127.0.0.1:${bound.port}`;
});

after(() => server.close());

test("the first answer brings text and tag", async () => {
  assert.deepEqual(await ask(`${address}/part`, null), {
    changed: true,
    text: "<p>seven</p>",
    tag: '"v7"',
  });
});

test("nothing changed when the server answers 304", async () => {
  assert.deepEqual(await ask(`${address}/part`, '"v7"'), { changed: false, text: "", tag: '"v7"' });
});

test("an error of the server is an error here", async () => {
  await assert.rejects(ask(`${address}/broken`, null), { message: `500 from ${address}/broken` });
});

test("the end of a session is told apart from a fault", async () => {
  await assert.rejects(ask(`${address}/ended`, null), SessionEnded);
});
