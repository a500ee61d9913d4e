"""An A4 sheet with the edition's head and foot, in millimetres; every script is shaped.

Laid out first and drawn afterwards, so that each page can say of how many it is one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF

from eventops.badges.fit import Fitted
from eventops.badges.flags import Flags
from eventops.badges.fonts import MissingFont, Shelf, Weight, printable
from eventops.badges.ink import Ink
from eventops.portal.lists.wrap import wrapped

WIDTH, HEIGHT = 210.0, 297.0
MARGIN: Final = 15.0
INNER: Final = WIDTH - 2 * MARGIN
TOP: Final = 12.0
BOTTOM: Final = HEIGHT - 16.0
LEADING: Final = 1.32
GREY: Final = 70


@dataclass(frozen=True, slots=True)
class Masthead:
    """What every page says of the list; all of it said already, in one or two languages."""

    edition: str
    names: tuple[str, ...]
    themes: tuple[str, ...]
    titles: tuple[str, str]
    marks: tuple[tuple[str, str], ...]
    as_of: str
    page: Callable[[int, int], str]
    letters_missing: str
    """Stands at the foot when a name has letters that no typeface has."""
    language: str
    second: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one kind, set at a size."""

    lines: Fitted
    weight: Weight
    grey: int
    language: str

    @property
    def height(self) -> float:
        """What it takes of the page."""
        return self.lines.height


class Paper:
    """A document that is being set."""

    def __init__(self, head: Masthead, *, fonts: Path, flags: Path, made: datetime) -> None:
        self.head = head
        self.pdf = _document(head, made)
        self.shelf = Shelf(self.pdf, fonts)
        self.ink = Ink(self.pdf, self.shelf, Flags(self.pdf, flags), 0, 0)
        self.letters_missing = False

    def paragraph(
        self,
        text: str,
        *,
        width: float,
        size: float = 3.0,
        weight: Weight = "Regular",
        grey: int = 0,
        language: str = "",
    ) -> Paragraph:
        """The text wrapped to a width; letters without a typeface are named in brackets."""
        ready = self.sayable(text, weight, language)

        def width_of(part: str) -> float:
            return self.shelf.width(part, weight, language) * size

        lines = wrapped(ready, width_of, width)
        above, below = self.shelf.extent(ready, weight, language) if lines else (0.0, 0.0)
        leading = max(LEADING, above + below) if lines else LEADING
        return Paragraph(Fitted(lines, size, leading), weight, grey, language)

    def sayable(self, text: str, weight: Weight, language: str = "") -> str:
        """The text as it can be printed."""
        ready = printable(text)
        try:
            self.shelf.runs(ready, weight, language)
        except MissingFont:
            self.letters_missing = True
            return self._bracketed(ready, weight, language)
        return ready

    def _bracketed(self, text: str, weight: Weight, language: str) -> str:
        told: list[str] = []
        for sign in text:
            try:
                self.shelf.runs(sign, weight, language)
            except MissingFont as missing:
                word = f"[{missing.script}]"
                if told[-2:] == [word, " "]:
                    told.pop()
                elif told[-1:] != [word]:
                    told.append(word)
            else:
                told.append(sign)
        return "".join(told)

    def set(self, paragraph: Paragraph, x: float, y: float) -> float:
        """Draw it and say where the next one may stand."""
        self.ink.text(
            paragraph.lines,
            paragraph.weight,
            x=x,
            y=y,
            grey=paragraph.grey,
            language=paragraph.language,
        )
        return y + paragraph.height

    def set_right(self, paragraph: Paragraph, y: float) -> float:
        """The same, ending at the right margin."""
        self.ink.text(
            paragraph.lines,
            paragraph.weight,
            x=WIDTH - MARGIN,
            y=y,
            grey=paragraph.grey,
            align="right",
            language=paragraph.language,
        )
        return y + paragraph.height

    def rule(self, y: float, thickness: float = 0.2, grey: int = 150) -> None:
        """A line from margin to margin, its upper edge at `y`."""
        self.pdf.set_fill_color(grey)
        self.pdf.rect(MARGIN, y, INNER, thickness, style="F")

    def finished(self) -> bytes:
        """The document."""
        return bytes(self.pdf.output())


def _document(head: Masthead, made: datetime) -> FPDF:
    pdf = FPDF(unit="mm", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_text_shaping(True)
    pdf.set_creation_date(made)
    pdf.set_title(f"{head.edition} · {head.titles[0]}")
    pdf.set_lang(head.language)
    pdf.set_creator("EventOps")
    return pdf
