/**
 * A name in the letters of a passport's machine-readable zone, as delegations/passport_name.py
 * writes it; empty when a letter has no equal there.
 *
 * @param {string} name
 * @param {Record<string, string>} letters capital letter to what stands for it
 * @param {number} [most] places in the zone
 */
export function suggestedName(name, letters, most = 39) {
  const words = [];
  for (const word of name.normalize("NFC").split(/[\s\-\u2010-\u2015<]+/u)) {
    let written = "";
    for (const sign of word.replaceAll("ı", "I").replaceAll("ß", "SS").toUpperCase()) {
      const bare = letters[sign] ?? sign.normalize("NFKD").slice(0, 1);
      if (sign in letters || /^[A-Z]$/.test(bare)) written += bare;
      else if (/\p{L}/u.test(sign)) return "";
    }
    if (written) words.push(written);
  }
  return words.join("<").slice(0, most).replace(/<+$/, "");
}
