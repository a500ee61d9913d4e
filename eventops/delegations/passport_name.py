"""A name as the machine-readable zone of a passport writes it (ICAO Doc 9303 part 3, section 6).

Only a suggestion: which spelling a state chose stands in the passport.
"""

import re
import unicodedata

MOST_SIGNS = 39
"""Places of the name in a passport's first line."""
FILLER = "<"
PASSPORT_NAME = re.compile(r"[A-Z< ]*")

LETTERS = {
    "Ä": "AE",
    "Å": "AA",
    "Æ": "AE",
    "Ð": "D",
    "Đ": "D",
    "Ħ": "H",
    "I": "I",
    "Ĳ": "IJ",
    "Ł": "L",
    "Ŋ": "N",
    "Ö": "OE",
    "Ø": "OE",
    "Œ": "OE",
    "Þ": "TH",
    "Ŧ": "T",
    "Ü": "UE",
    "ẞ": "SS",
    "А": "A",
    "Б": "B",
    "В": "V",
    "Г": "G",
    "Д": "D",
    "Е": "E",
    "Ё": "E",
    "Ж": "ZH",
    "З": "Z",
    "И": "I",
    "І": "I",
    "Й": "I",
    "К": "K",
    "Л": "L",
    "М": "M",
    "Н": "N",
    "О": "O",
    "П": "P",
    "Р": "R",
    "С": "S",
    "Т": "T",
    "У": "U",
    "Ф": "F",
    "Х": "KH",
    "Ц": "TS",
    "Ч": "CH",
    "Ш": "SH",
    "Щ": "SHCH",
    "Ъ": "IE",
    "Ы": "Y",
    "Ь": "",
    "Э": "E",
    "Ю": "IU",
    "Я": "IA",
}
"""Capital letter → what stands for it; all others lose their marks."""
PARTING = re.compile(r"[\s\-\u2010-\u2015<]+")
"""Spaces and hyphens become one filler; apostrophes and full stops are left out."""


def suggested(full_name: str, sort_name: str = "") -> str:
    """The name in the passport's letters; empty when a letter has no equal there.

    A ``sort_name`` with a comma tells which part comes first, and a double filler follows it.

    >>> suggested("Nguyễn Văn Đức"), suggested("Jörg O'Brien-Åse"), suggested("ສີ")
    ('NGUYEN<VAN<DUC', 'JOERG<OBRIEN<AASE', '')
    >>> suggested("Anna Müller", "Müller, Anna")
    'MUELLER<<ANNA'
    """
    first, comma, rest = sort_name.partition(",")
    written = [first, rest] if comma and rest.strip() else [full_name]
    found = [_part(part) for part in written]
    if not all(found):
        return ""
    return "<<".join(filter(None, found))[:MOST_SIGNS].rstrip(FILLER)


def _part(text: str) -> str | None:
    """None when a letter has no equal."""
    words = []
    for word in PARTING.split(unicodedata.normalize("NFC", text)):
        letters = [_letter(sign) for sign in word.replace("ı", "I").replace("ß", "SS").upper()]
        if None in letters:
            return None
        words.append("".join(filter(None, letters)))
    return FILLER.join(filter(None, words))


def _letter(sign: str) -> str | None:
    if sign in LETTERS:
        return LETTERS[sign]
    bare = unicodedata.normalize("NFKD", sign)[:1]
    if "A" <= bare <= "Z":
        return bare
    return None if sign.isalpha() else ""
