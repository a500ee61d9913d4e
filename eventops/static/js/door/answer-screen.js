/** One answer on the whole screen: shape, word and colour, who it is, and the reason. */
import { ANSWERS, SILENCE } from "./answers.js";
import { said } from "./gates.js";
import { part, shape, write } from "./screen.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Person} Person */

/** Letters that name their language well enough to choose a typeface and line height. */
const SCRIPTS = {
  km: /[\u1780-\u17ff]/,
  lo: /[\u0e80-\u0eff]/,
  th: /[\u0e00-\u0e7f]/,
  my: /[\u1000-\u109f]/,
  ko: /[\uac00-\ud7af]/,
  ja: /[\u3040-\u30ff]/,
  zh: /[\u4e00-\u9fff]/,
};

/** @param {string} name */
function languageOf(name) {
  return Object.entries(SCRIPTS).find(([, letters]) => letters.test(name))?.[0] ?? "und";
}

/** @param {Person["party"]} party @returns {HTMLElement | null} */
function flagOf(party) {
  if (!party || typeof party === "string") return null;
  if (!party.flag || !/^[a-z][a-z-]*$/.test(party.flag)) {
    const code = document.createElement("span");
    code.className = "flag flag-code";
    code.ariaHidden = "true";
    code.textContent = party.code;
    return code;
  }
  const flag = new Image(28, 21);
  flag.className = "flag";
  flag.alt = "";
  flag.src = new URL(`../../vendor/flags/${party.flag}.svg`, import.meta.url).href;
  return flag;
}

/**
 * @param {object} tools
 * @param {{ photo: (address: string) => Promise<string> }} tools.api
 * @param {"en" | "vi"} tools.lang
 * @param {ReturnType<typeof import("./screen.js").readWords>} tools.words
 * @param {(at: string) => string} tools.time  an instant as the venue's hours and minutes
 * @param {(code: string) => string} tools.gateName
 */
export function createAnswerScreen({ api, lang, words, time, gateName }) {
  const other = lang === "en" ? "vi" : "en";
  let photo = "";
  let turn = 0;

  function forgetPhoto() {
    if (photo) URL.revokeObjectURL(photo);
    photo = "";
    part("photo").replaceChildren(shape("person"));
  }

  /** @param {string | null} address  the photo may come after the next badge was shown: then not */
  async function showPhoto(address) {
    const mine = turn;
    if (!address) return;
    const blob = await api.photo(address).catch(() => "");
    if (mine !== turn) return URL.revokeObjectURL(blob);
    if (!blob) return;
    photo = blob;
    const picture = new Image();
    picture.alt = "";
    picture.src = blob;
    part("photo").replaceChildren(picture);
  }

  /** A word for a code of ours, or the text as the server wrote it.
   * @param {string} kind @param {Person["function"]} text */
  function word(kind, text) {
    const key = `${kind}.${text}`;
    const known = typeof text === "string" ? words(key) : key;
    return known === key ? said(text, lang) : known;
  }

  /** @param {Person | null} person */
  function showPerson(person) {
    part("bearer").hidden = person === null;
    if (!person) return;
    const party = typeof person.party === "object" ? person.party?.name : person.party;
    const seat = said(person.seat, lang);
    const place = [
      word("capacity", person.capacity),
      seat && words("seat", { seat }),
      person.plate && words("plate", { plate: person.plate }),
    ];
    write("function", word("function", person.function));
    const full = [person.style, person.name].filter(Boolean).join(" ");
    write("name", full);
    part("name").classList.toggle("name-long", full.length > 28);
    const own = person.name_own_script ?? "";
    write("own", own === person.name ? "" : own, languageOf(own));
    write("party", said(party, lang) || (person.delegation ?? ""));
    part("party").prepend(flagOf(person.party) ?? "");
    write("place", place.filter(Boolean).join(" · "));
    showPhoto(person.photo);
  }

  return {
    isShown: () => !part("answer").hidden,

    /** @param {Answer} answer @param {Result | null} result  null: the server did not answer */
    show(answer, result) {
      turn += 1;
      forgetPhoto();
      const look = ANSWERS[answer];
      part("answer").className = `verdict verdict-${look.colour}`;
      part("answer").dataset.answer = answer;
      part("shape").replaceChildren(shape(look.shape));
      write("word", look.word[lang], lang);
      write("word-other", look.word[other], other);
      showPerson(result?.person ?? null);
      const reason = result?.message ?? SILENCE;
      write("reason", reason[lang], lang);
      write("reason-other", reason[other], other);
      const seen = result?.first_seen;
      write("seen", seen ? words("seen", { time: time(seen.at), gate: gateName(seen.gate) }) : "");
      part("answer").hidden = false;
      part("ready").inert = true;
      part("next").focus({ preventScroll: true });
    },

    hide() {
      turn += 1;
      part("answer").hidden = true;
      part("ready").inert = false;
      forgetPhoto();
    },
  };
}
