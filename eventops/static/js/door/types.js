/**
 * The shapes that the door's modules pass to one another; no code.
 *
 * @typedef {{ en: string, vi: string }} Said  the same text in both languages
 * @typedef {"admit" | "ask" | "refuse" | "invalid"} Verdict  as the server answers
 * @typedef {Verdict | "unanswered"} Answer  "unanswered": kept here, the server has not spoken
 *
 * @typedef {object} Scan  one row of POST /api/v1/scans
 * @property {string} id  made here; the same id again is the same scan
 * @property {"code" | "serial" | "undo"} method
 * @property {string} [code]  what was read, or the eight characters of a serial
 * @property {string} [annuls]  of an undo: the id of the scan taken back
 * @property {string} gate
 * @property {string | null} session  null: what the gate serves at that time
 * @property {"in"} direction
 * @property {string} scanned_at  ISO 8601 by this device's clock, with its offset
 * @property {null} verdict
 * @property {null} reason
 * @property {null} override
 *
 * @typedef {object} Party
 * @property {string} code
 * @property {Said | string} name
 * @property {string | null} [flag]
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string | null} style
 * @property {string} name
 * @property {string | null} name_own_script
 * @property {string | null} delegation
 * @property {Party | string | null} party
 * @property {Said | string | null} function
 * @property {Said | string | null} capacity
 * @property {Said | string | number | null} seat
 * @property {string | null} [plate]  what stands on the name plate before them
 * @property {string | null} photo  an address that wants the same bearer token
 *
 * @typedef {object} Result
 * @property {string} id
 * @property {Verdict} verdict
 * @property {string} reason
 * @property {Said} message
 * @property {Person | null} person
 * @property {{ at: string, gate: string, device: string } | null} first_seen
 * @property {boolean} duplicate
 *
 * @typedef {object} DoorSession
 * @property {string} code
 * @property {Said} title
 * @property {string} start
 * @property {string} end
 * @property {string} opens
 * @property {string} closes
 * @property {"open" | "closed" | "next" | "ended"} state  closed: running, nobody let in any more
 * @property {number} inside
 * @property {number} expected
 *
 * @typedef {object} Gate
 * @property {string} code
 * @property {Said} name
 * @property {"building" | "zone" | "room"} kind
 * @property {"free" | "in-out" | "once"} re_entry
 * @property {DoorSession[]} sessions
 *
 * @typedef {object} Door  what GET /api/v1/door says
 * @property {{ name: string }} device
 * @property {{ slug: string, short_name: string, zone: string }} edition
 * @property {string} now
 * @property {Gate[]} gates
 *
 * @typedef {{ token: string, device: { name: string } }} Enrolment
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Keep
 */

export {};
