"""Which typeface prints which letters, and how wide they run once shaped.

Be Vietnam Pro sets Latin, a Noto face each other script, some of them in one weight only. A letter that no face in the folder has is
an error, never an empty box.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from fpdf import FPDF
from fpdf.fonts import TTFFont

Weight = Literal["Regular", "Medium", "SemiBold", "Bold"]

LATIN: Final = "BeVietnamPro"
# First word of a letter's Unicode name → faces that may have it, the likeliest first.
_FACES: Final = {
    "LAO": ("NotoSansLao",),
    "KHMER": ("NotoSansKhmer",),
    "THAI": ("NotoSansThai",),
    "MYANMAR": ("NotoSansMyanmar",),
    "HANGUL": ("NotoSansKR",),
    "HIRAGANA": ("NotoSansJP",),
    "KATAKANA": ("NotoSansJP",),
    "DEVANAGARI": ("NotoSans",),
    "ARABIC": ("NotoSansArabic",),
    "CYRILLIC": ("NotoSans",),
    "GREEK": ("NotoSans",),
    "LATIN": ("NotoSans",),
}
_HAN: Final = ("NotoSansSC", "NotoSansJP", "NotoSansKR")
# The same ideograph is drawn differently in these languages.
_HAN_BY_LANGUAGE: Final = (
    ("ja", "NotoSansJP"),
    ("ko", "NotoSansKR"),
)
_NOTO_WEIGHT: Final[dict[Weight, str]] = {
    "Regular": "Regular",
    "Medium": "Regular",
    "SemiBold": "Bold",
    "Bold": "Bold",
}
_JOINERS = "\u200c\u200d"
_NO_BREAK = "\u00a0"
_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_POINTS_PER_MM = 72 / 25.4


class MissingFont(Exception):
    """No typeface in the folder has these letters: their `script`, and on whose badge (`name`)."""

    def __init__(self, script: str, name: str = "") -> None:
        super().__init__(script, name)
        self.script = script
        self.name = name


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring letters of one typeface."""

    face: str
    text: str


def printable(text: str) -> str:
    """NFC with single blanks and without control and formatting characters."""
    composed = unicodedata.normalize("NFC", text)
    return re.sub(" +", " ", "".join(map(_printed, composed))).strip(" ")


def _printed(character: str) -> str:
    if character == _NO_BREAK or character in _JOINERS:
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNPRINTED else character


class Shelf:
    """The typefaces of one document, each loaded when it is first needed."""

    def __init__(self, pdf: FPDF, folder: Path) -> None:
        self._pdf = pdf
        self._folder = folder
        self._faces: dict[str, TTFFont | None] = {}
        self._runs: dict[tuple[str, Weight, str], tuple[Run, ...]] = {}
        self._widths: dict[tuple[str, Weight, str], float] = {}

    def runs(self, text: str, weight: Weight, language: str = "") -> tuple[Run, ...]:
        """The text cut where the typeface changes; MissingFont when a letter has none."""
        key = (text, weight, language)
        if key not in self._runs:
            self._runs[key] = tuple(self._cut(text, weight, language))
        return self._runs[key]

    def width(self, text: str, weight: Weight, language: str = "") -> float:
        """Millimetres that the shaped text takes at a size of one millimetre."""
        key = (text, weight, language)
        if key not in self._widths:
            width = 0.0
            for run in self.runs(text, weight, language):
                self._pdf.set_font(run.face, size=100 * _POINTS_PER_MM)
                width += self._pdf.get_string_width(run.text) / 100
            self._widths[key] = width
        return self._widths[key]

    def extent(self, text: str, weight: Weight, language: str = "") -> tuple[float, float]:
        """How far the line reaches above and below its baseline, in millimetres at size 1 mm."""
        fonts = [self._load(run.face) for run in self.runs(text, weight, language)]
        heads = [font.ttfont["hhea"] for font in fonts if font]
        if not heads:
            return 0.0, 0.0
        # All faces here are drawn on 1,000 units.
        return max(h.ascent for h in heads) / 1000, -min(h.descent for h in heads) / 1000

    def draw(
        self, x: float, baseline: float, text: str, weight: Weight, size: float, language: str = ""
    ) -> None:
        """Set one line, `x` and `baseline` in millimetres from the page's top left corner."""
        for run in self.runs(text, weight, language):
            self._pdf.set_font(run.face, size=size * _POINTS_PER_MM)
            width = self._pdf.get_string_width(run.text)
            # cell() shapes, text() does not. It sets the baseline at 0.5 h + 0.3 size below y.
            self._pdf.set_xy(x, baseline - 0.8 * size)
            self._pdf.cell(width, size, run.text)
            x += width

    def _cut(self, text: str, weight: Weight, language: str) -> list[Run]:
        cut: list[tuple[str, list[str]]] = []
        for character in text:
            stays = not character.isalpha() or character in _JOINERS
            if cut and stays and self._has(cut[-1][0], character):
                face = cut[-1][0]
            else:
                face = self._face_for(character, weight, language)
            if cut and cut[-1][0] == face:
                cut[-1][1].append(character)
            else:
                cut.append((face, [character]))
        return [Run(face, "".join(letters)) for face, letters in cut]

    def _face_for(self, character: str, weight: Weight, language: str) -> str:
        latin = f"{LATIN}-{weight}"
        if self._load(latin) is None:
            raise MissingFont("Latin")
        if self._has(latin, character):
            return latin
        script = _script(character)
        for stem in _stems(script, language):
            for style in dict.fromkeys((_NOTO_WEIGHT[weight], "Regular")):
                if self._has(f"{stem}-{style}", character):
                    return f"{stem}-{style}"
        raise MissingFont(script.title())

    def _has(self, face: str, character: str) -> bool:
        font = self._load(face)
        return font is not None and (character in _JOINERS or ord(character) in font.cmap)

    def _load(self, face: str) -> TTFFont | None:
        if face not in self._faces:
            file = self._folder / f"{face}.ttf"
            self._faces[face] = None
            if file.is_file():
                self._pdf.add_font(face, fname=file)
                font = self._pdf.fonts[face.lower()]
                self._faces[face] = font if isinstance(font, TTFFont) else None
        return self._faces[face]


def _script(character: str) -> str:
    """The script of a letter, as Unicode names it, or SYMBOL."""
    if not unicodedata.category(character).startswith(("L", "M", "N")):
        return "SYMBOL"
    first = re.split("[ -]", unicodedata.name(character, "SYMBOL"), maxsplit=1)[0]
    return "HAN" if first in {"CJK", "IDEOGRAPHIC"} else first


def _stems(script: str, language: str) -> tuple[str, ...]:
    if script == "HAN":
        for tag, stem in _HAN_BY_LANGUAGE:
            if language.casefold().startswith(tag.casefold()):
                return (stem, *_HAN)
        return _HAN
    return _FACES.get(script, ())
