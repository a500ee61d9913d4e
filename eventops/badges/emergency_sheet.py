"""Emergency badges, one A6 page each: the day in large letters, code, and a line for a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

from eventops.badges import layout, qr
from eventops.badges.flags import Flags
from eventops.badges.fonts import Shelf, Weight, printable
from eventops.badges.ink import Ink

_MARGIN = 8.0
_INNER = layout.WIDTH - 2 * _MARGIN
_BAND = "000000"


@dataclass(frozen=True, slots=True)
class EmergencyFace:
    """What one stands for; words and day in the edition's two languages."""

    edition_short: str
    words: tuple[str, str]
    days: tuple[str, str]
    number: str
    name: tuple[str, str]
    """What the empty line is for."""
    party: tuple[str, str]
    code: str
    serial: str
    only_bound: tuple[str, str]
    """That it opens nothing before the desk has bound it."""


def emergency_sheet(
    faces: Sequence[EmergencyFace], *, fonts: Path, flags: Path, made: datetime
) -> bytes:
    """The pages in the given order; the same faces and `made` give the same bytes."""
    pdf = FPDF(unit="mm", format=(layout.WIDTH, layout.HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_text_shaping(True)
    pdf.set_creation_date(made)
    pdf.set_title(f"{faces[0].edition_short} {faces[0].words[0]}" if faces else "")
    pdf.set_creator("EventOps")
    shelf, banners = Shelf(pdf, fonts), Flags(pdf, flags)
    for face in faces:
        pdf.add_page()
        _draw(Ink(pdf, shelf, banners, 0, 0), face)
    return bytes(pdf.output())


def _draw(ink: Ink, face: EmergencyFace) -> None:
    ink.slot(layout.WIDTH / 2 - 7, 4, 14, 3)
    _line(ink, face.edition_short, _MARGIN, 11, 60, 5.5, "Bold")
    _line(ink, face.number, layout.WIDTH - _MARGIN, 11, 25, 5.5, "Bold", right=True)
    ink.area(_BAND, 0, 20, layout.WIDTH, 29)
    _line(ink, face.words[0], _MARGIN, 21.5, _INNER, 9.5, "Bold", grey=255)
    _line(ink, face.words[1], _MARGIN, 34, _INNER, 4, "Regular", grey=255)
    _line(ink, face.days[0], _MARGIN, 40, _INNER, 5, "SemiBold", grey=255)
    _blank(ink, face.name, 66)
    _blank(ink, face.party, 82)
    quiet = layout.CODE_SIDE / qr.MODULES * qr.QUIET_ZONE
    top = 92 + quiet
    ink.code(face.code, _MARGIN, top, layout.CODE_SIDE)
    below = top + layout.CODE_SIDE + quiet
    serial = f"{face.serial[:4]} {face.serial[4:]}"
    _line(ink, serial, _MARGIN, below - 1.5, layout.CODE_SIDE, 4.2, "SemiBold")
    for number, text in enumerate(face.only_bound):
        _line(ink, text, 52, 96 + 19 * number, layout.WIDTH - _MARGIN - 52, 3.2, "Regular", lines=4)
    _line(ink, face.days[1], 52, below - 8, layout.WIDTH - _MARGIN - 52, 3.4, "Medium", lines=2)


def _blank(ink: Ink, words: tuple[str, str], y: float) -> None:
    """A line to write on, and under it what for."""
    ink.area("000000", _MARGIN, y, _INNER, 0.3)
    _line(ink, f"{words[0]} / {words[1]}", _MARGIN, y + 0.8, _INNER, 2.8, "Regular", grey=70)


def _line(
    ink: Ink,
    text: str,
    x: float,
    y: float,
    width: float,
    size: float,
    weight: Weight,
    *,
    grey: int = 0,
    right: bool = False,
    lines: int = 1,
) -> None:
    setting = ink.fitted(
        printable(text), weight, width=width, height=size * 1.3 * lines, largest=size, lines=lines
    )
    ink.text(setting, weight, x=x, y=y, grey=grey, align="right" if right else "left")
