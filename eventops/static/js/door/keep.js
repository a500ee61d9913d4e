/**
 * What this device remembers: its enrolment, the gate it stands at, small choices and the scans
 * that no server has answered yet. No names and no photos are ever kept.
 */

/** @typedef {import("./types.js").Keep} Keep */
/** @typedef {import("./types.js").Enrolment} Enrolment */
/** @typedef {import("./types.js").Scan} Scan */

const ENROLMENT = "eventops.door";
const OUTBOX = "eventops.door.outbox";

/** @param {Keep} storage @param {string} key @returns {unknown} */
function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch {
    return null; // half-written or not ours: as good as nothing
  }
}

/** @param {Keep} storage @returns {Enrolment | null} */
export function readEnrolment(storage) {
  const kept = /** @type {Partial<Enrolment> | null} */ (read(storage, ENROLMENT));
  return kept && typeof kept.token === "string" && kept.device
    ? { token: kept.token, device: kept.device }
    : null;
}

/** @param {Keep} storage @param {Enrolment} enrolment */
export function keepEnrolment(storage, { token, device }) {
  storage.setItem(ENROLMENT, JSON.stringify({ token, device: { name: device.name } }));
}

/** @param {Keep} storage @param {"gate" | "camera" | "silent"} name @returns {string | null} */
export function readChoice(storage, name) {
  return storage.getItem(`${ENROLMENT}.${name}`);
}

/** @param {Keep} storage @param {"gate" | "camera" | "silent"} name @param {string} value */
export function keepChoice(storage, name, value) {
  storage.setItem(`${ENROLMENT}.${name}`, value);
}

/** Everything this page ever kept, for a device that was lost. @param {Keep} storage */
export function wipe(storage) {
  const keys = Array.from({ length: storage.length }, (_, place) => storage.key(place));
  for (const key of keys) if (key?.startsWith(ENROLMENT)) storage.removeItem(key);
}

/**
 * Scans without an answer, oldest first. Written before they are sent, so that a page that dies
 * loses none; when the storage refuses (full, private window) they live in memory alone.
 * @param {Keep} storage
 */
export function createOutbox(storage) {
  const kept = read(storage, OUTBOX);
  /** @type {Scan[]} */
  let rows = Array.isArray(kept) ? kept : [];

  function write() {
    try {
      if (rows.length) storage.setItem(OUTBOX, JSON.stringify(rows));
      else storage.removeItem(OUTBOX);
    } catch {
      // Nothing to say to the door: the rows are still here and still counted.
    }
  }

  return {
    all: () => rows,
    /** @param {Scan} scan */
    add(scan) {
      rows = [...rows, scan];
      write();
    },
    /** @param {string} id */
    remove(id) {
      rows = rows.filter((row) => row.id !== id);
      write();
    },
    /** Behind the others, so that one row never holds up the rest. @param {string} id */
    postpone(id) {
      rows = [...rows.filter((row) => row.id !== id), ...rows.filter((row) => row.id === id)];
      write();
    },
  };
}
