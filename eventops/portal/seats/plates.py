"""Table plates on A4 landscape, two a page, folded across the middle: both sides say the same.

The upper half stands on its head, so that the folded plate is read from the front and by whoever
sits behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF

from eventops.badges import flags as flag_files
from eventops.badges.flags import Flags
from eventops.badges.fonts import MissingFont, Shelf, Weight, printable
from eventops.badges.ink import Ink

WIDTH, HEIGHT = 148.5, 210.0
"""One plate flat; A4 landscape holds two side by side."""
SIDE: Final = HEIGHT / 2
MARGIN: Final = 9.0
INNER: Final = WIDTH - 2 * MARGIN
GREY: Final = 70
HAIR: Final = 170
_NAMES_FROM: Final = MARGIN + 15


@dataclass(frozen=True, slots=True)
class Plate:
    """What stands on one plate; ``language`` is the tag of the own script."""

    party: str
    flag: str | None
    name: str
    own_script: str = ""
    language: str = ""
    seat: str = ""


def plates_sheet(
    plates: Sequence[Plate], title: str, *, fonts: Path, flags: Path, made: datetime
) -> bytes:
    """The PDF; the same plates and ``made`` give the same bytes."""
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_text_shaping(True)
    pdf.set_creation_date(made)
    pdf.set_title(title)
    pdf.set_creator("EventOps")
    shelf, drawn = Shelf(pdf, fonts), Flags(pdf, flags)
    for number, plate in enumerate(plates):
        if number % 2 == 0:
            pdf.add_page()
            _marks(pdf)
        left = (number % 2) * WIDTH
        _side(Ink(pdf, shelf, drawn, left, SIDE), plate)
        with pdf.rotation(180, left + WIDTH / 2, SIDE / 2):
            _side(Ink(pdf, shelf, drawn, left, 0), plate)
    if not plates:
        pdf.add_page()
    return bytes(pdf.output())


def _marks(pdf: FPDF) -> None:
    """Where to cut and where to fold."""
    pdf.set_draw_color(HAIR)
    pdf.set_line_width(0.2)
    pdf.line(WIDTH, 0, WIDTH, HEIGHT)
    pdf.set_dash_pattern(2, 2)
    pdf.line(0, SIDE, 2 * WIDTH, SIDE)
    pdf.set_dash_pattern()


def _side(ink: Ink, plate: Plate) -> None:
    """One side: flag and party above, the name as large as it goes, the seat in the corner."""
    x, broad = MARGIN, INNER
    if plate.flag and ink.flags.draw(plate.flag, ink.left + MARGIN, ink.top + MARGIN):
        x, broad = MARGIN + flag_files.WIDTH + 4, INNER - flag_files.WIDTH - 4
    _text(ink, plate.party, "SemiBold", x=x, y=MARGIN, width=broad, height=9, largest=7)
    _names(ink, plate)
    if plate.seat:
        seat = _sayable(ink, plate.seat, "Medium")
        line = ink.fitted(seat, "Medium", width=INNER, height=6, largest=4)
        ink.text(line, "Medium", x=WIDTH - MARGIN, y=SIDE - MARGIN - 4, grey=GREY, align="right")


def _names(ink: Ink, plate: Plate) -> None:
    """The name in the middle of what is left, in its own script below."""
    own = 20.0 if plate.own_script else 0.0
    tall = SIDE - MARGIN - 6 - _NAMES_FROM
    told = _sayable(ink, plate.name, "Bold")
    name = ink.fitted(
        told, "Bold", width=INNER, height=tall - own, largest=26, lines=3, leading=1.22
    )
    y = _NAMES_FROM + (tall - own - name.height) / 2
    ink.text(name, "Bold", x=WIDTH / 2, y=y, align="centre")
    if not plate.own_script:
        return
    language, y = plate.language, y + name.height + 1
    told = _sayable(ink, plate.own_script, "SemiBold", language)
    below = ink.fitted(
        told, "SemiBold", width=INNER, height=own - 2, largest=12, leading=1.5, language=language
    )
    ink.text(below, "SemiBold", x=WIDTH / 2, y=y, align="centre", language=language)


def _text(
    ink: Ink,
    text: str,
    weight: Weight,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    largest: float,
) -> None:
    told = _sayable(ink, text, weight)
    line = ink.fitted(told, weight, width=width, height=height, largest=largest)
    ink.text(line, weight, x=x, y=y + (height - line.height) / 2)


def _sayable(ink: Ink, text: str, weight: Weight, language: str = "") -> str:
    """The text as it can be printed; letters that no typeface has are left out, never boxes."""
    ready = printable(text)
    try:
        ink.shelf.runs(ready, weight, language)
    except MissingFont:
        return "".join(sign for sign in ready if _has(ink, sign, weight, language))
    return ready


def _has(ink: Ink, sign: str, weight: Weight, language: str) -> bool:
    try:
        ink.shelf.runs(sign, weight, language)
    except MissingFont:
        return False
    return True
