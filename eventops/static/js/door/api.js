/** The server, as the door sees it: an answer, a problem with a code, or no answer. */
import { isoHere } from "./scans.js";

/** @typedef {import("./types.js").Door} Door */
/** @typedef {import("./types.js").Scan} Scan */
/** @typedef {import("./types.js").Result} Result */

/** Milliseconds a guest may wait for an answer. */
const PATIENCE = 4000;
/** Answers that say "later", not "never". */
const LATER = [408, 425, 429];

/** The network, or whatever sits in between, did not let us hear the server. */
export class NoAnswer extends Error {}

/** The server answered with a problem (RFC 9457). */
export class Problem extends Error {
  /** @param {number} status @param {{ code?: string, title?: string, detail?: string }} body */
  constructor(status, body) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? "";
  }
}

/** @param {string} address @param {RequestInit} request @returns {Promise<Response>} */
async function ask(address, request) {
  let response;
  try {
    response = await fetch(address, {
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      ...request,
    });
  } catch (cause) {
    throw new NoAnswer("no answer", { cause });
  }
  if (response.ok) return response;
  if (response.status >= 500 || LATER.includes(response.status)) throw new NoAnswer("later");
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body ?? {});
}

/** A hotel's sign-in page also answers 200: only our JSON is an answer.
 * @param {Response} response @returns {Promise<any>} */
async function json(response) {
  try {
    return await response.json();
  } catch (cause) {
    throw new NoAnswer("not our answer", { cause });
  }
}

/** @param {string} base @param {string} secret
 * @returns {Promise<import("./types.js").Enrolment>} */
export async function enrol(base, secret) {
  const body = JSON.stringify({ secret });
  const headers = { "Content-Type": "application/json" };
  const response = await ask(`${base}/door/enrolments`, { method: "POST", headers, body });
  const enrolment = await json(response);
  if (typeof enrolment?.token !== "string") throw new NoAnswer("not our answer");
  return enrolment;
}

/** @param {string} base @param {string} token */
export function createApi(base, token) {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    /** @returns {Promise<Door>} */
    async door() {
      const door = await json(await ask(`${base}/door`, { headers }));
      if (!Array.isArray(door?.gates)) throw new NoAnswer("not our answer");
      return door;
    },

    /** One result per scan, in their order. @param {Scan[]} scans @returns {Promise<Result[]>} */
    async send(scans) {
      const response = await ask(`${base}/scans`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ device_sent_at: isoHere(new Date()), scans }),
      });
      const { results } = (await json(response)) ?? {};
      const isOurs = Array.isArray(results) && scans.every(({ id }, at) => results[at]?.id === id);
      if (!isOurs) throw new NoAnswer("not our answer");
      return results;
    },

    /** A photo as a blob address to be revoked by who shows it. @param {string} address */
    async photo(address) {
      const url = new URL(address, location.href);
      // The token goes to our own server only, whatever an answer says.
      if (url.origin !== location.origin) throw new NoAnswer("not our photo");
      return URL.createObjectURL(await (await ask(url.href, { headers })).blob());
    },
  };
}
