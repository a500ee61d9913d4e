"""A receipt for badges as A4 pages in two languages: numbered lines, two signatures, page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF

from eventops.badges.flags import Flags
from eventops.badges.fonts import Shelf, Weight, printable
from eventops.badges.ink import Align, Ink

_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT = 20.0, 190.0
_TOP, _FOOT = 18.0, 281.0
_ROW = 8.2
_COLUMNS: Final = ((_LEFT, 9.0), (30.0, 76.0), (108.0, 36.0), (146.0, 24.0), (172.0, 18.0))
"""Left edge and width of number, name, category, serial and note."""
_SIGNATURES = 62.0
"""What the declaration and both signatures take below the last line."""


@dataclass(frozen=True, slots=True)
class Both:
    """One text in the edition's two languages."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ReceiptLineFace:
    """One badge: name with style, category, serial, and what became of it since, if anything."""

    name: str
    category: str
    serial: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFace:
    """What stands on a receipt, every sentence already in its languages."""

    edition: Both
    title: Both
    party: Both
    headings: Sequence[str]
    """Of the five columns."""
    lines: Sequence[ReceiptLineFace]
    declaration: Both
    handed_over: Both
    handed_over_by: str
    received: Both
    received_by: str
    signed: Both
    as_of: str
    page: str
    """With ``{number}`` and ``{pages}``."""


def receipt_sheet(face: ReceiptFace, *, fonts: Path, flags: Path, made: datetime) -> bytes:
    """The document; the same face and `made` give the same bytes."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_text_shaping(True)
    pdf.set_creation_date(made)
    pdf.set_title(face.title.first)
    pdf.set_creator("EventOps")
    paper = _Paper(Ink(pdf, Shelf(pdf, fonts), Flags(pdf, flags), 0, 0), face)
    for number, line in enumerate(face.lines, 1):
        paper.line(number, line)
    paper.signatures()
    pages = pdf.pages_count
    for page in range(1, pages + 1):
        pdf.page = page
        paper.foot(page, pages)
    return bytes(pdf.output())


class _Paper:
    """Pages written from the top down; a new one begins where the next piece does not fit."""

    def __init__(self, ink: Ink, face: ReceiptFace) -> None:
        self.ink, self.face, self.y = ink, face, _TOP
        self._begin()

    def put(
        self,
        text: str,
        x: float,
        width: float,
        *,
        size: float = 3.5,
        weight: Weight = "Regular",
        grey: int = 0,
        align: Align = "left",
        lines: int = 1,
    ) -> float:
        """Set a text at the present height; returns how tall it is."""
        setting = self.ink.fitted(
            printable(text),
            weight,
            width=width,
            height=size * 1.35 * lines,
            largest=size,
            lines=lines,
        )
        edge = x + width if align == "right" else x
        self.ink.text(setting, weight, x=edge, y=self.y, grey=grey, align=align)
        return setting.height

    def line(self, number: int, line: ReceiptLineFace) -> None:
        """One badge."""
        if self.y + _ROW > _FOOT - 6:
            self._begin()
        cells = (f"{number}", line.name, line.category, line.serial, line.note)
        self.y += 1.8
        for (x, width), cell, weight in zip(
            _COLUMNS, cells, ("Regular", "SemiBold", "Regular", "Medium", "Regular"), strict=True
        ):
            if cell:
                self.put(cell, x, width, weight=weight)  # type: ignore[arg-type]  # a Weight
        self.y += _ROW - 1.8
        self._rule(0.15)

    def signatures(self) -> None:
        """Who gave and who took, each with room to sign."""
        if self.y + _SIGNATURES > _FOOT:
            self._begin()
        face, width = self.face, _RIGHT - _LEFT
        self.y += 6
        self.y += self.put(face.declaration.first, _LEFT, width, lines=2) + 1
        self.y += self.put(face.declaration.second, _LEFT, width, lines=2, grey=70)
        self.y += 24
        half = (_RIGHT - _LEFT - 10) / 2
        columns = (
            (face.handed_over, face.handed_over_by, _LEFT),
            (face.received, face.received_by, _LEFT + half + 10),
        )
        top = self.y
        for words, name, x in columns:
            self.y = top
            self.ink.area("000000", x, self.y, half, 0.3)
            self.y += 1.5
            self.y += self.put(f"{words.first} / {words.second}", x, half, size=3.0, grey=70)
            self.y += self.put(name, x, half, size=4, weight="SemiBold") + 1
            self.put(f"{face.signed.first} / {face.signed.second}", x, half, size=3.0, grey=70)

    def foot(self, number: int, pages: int) -> None:
        """As-of line and page number."""
        self.y = _FOOT + 3
        self.put(self.face.as_of, _LEFT, 110, size=2.9, grey=70)
        page = self.face.page.format(number=number, pages=pages)
        self.put(page, _RIGHT - 50, 50, size=2.9, grey=70, align="right")

    def _begin(self) -> None:
        """A page with the heading and the names of the columns."""
        face, width = self.face, _RIGHT - _LEFT
        self.ink.pdf.add_page()
        self.y = _TOP
        self.y += self.put(face.edition.first, _LEFT, width, size=3.2, lines=2)
        self.y += self.put(face.edition.second, _LEFT, width, size=3.2, lines=2, grey=70) + 4
        self.y += self.put(face.title.first, _LEFT, width, size=7, weight="Bold")
        self.y += self.put(face.title.second, _LEFT, width, size=4.6, grey=70) + 3
        self.y += self.put(face.party.first, _LEFT, width, size=5, weight="SemiBold")
        if face.party.second != face.party.first:
            self.y += self.put(face.party.second, _LEFT, width, size=3.6, grey=70)
        self.y += 5
        for (x, width), heading in zip(_COLUMNS, face.headings, strict=True):
            if heading:
                self.put(heading, x, width, size=2.9, grey=70)
        self.y += 5
        self._rule(0.5)

    def _rule(self, thickness: float) -> None:
        self.ink.area("000000", _LEFT, self.y, _RIGHT - _LEFT, thickness)
