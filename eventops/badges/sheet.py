"""Badges as a PDF: one to a page of their own size, or four to an A4 sheet to be cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from fpdf import FPDF

from eventops.badges import floater_layout, layout
from eventops.badges.face import BadgeFace, FloaterFace
from eventops.badges.flags import Flags
from eventops.badges.fonts import MissingFont, Shelf
from eventops.badges.ink import Ink

Paper = Literal["a6", "a4"]

_SIZES: dict[Paper, tuple[float, float]] = {
    "a6": (layout.WIDTH, layout.HEIGHT),
    "a4": (210.0, 297.0),
}
# A4 is a millimetre taller than two badges: half of it stays at head and foot.
_MIDDLE = 148.5
_PLACES: dict[Paper, tuple[tuple[float, float], ...]] = {
    "a6": ((0.0, 0.0),),
    "a4": tuple((x, y) for y in (_MIDDLE - layout.HEIGHT, _MIDDLE) for x in (0.0, layout.WIDTH)),
}
_MARK = 4.0


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Something optional that a badge is printed without.

    `name` says whose badge, `line` which field of its face (own_script, position, style, flag,
    photo), `script` what a typeface was missing for; empty for flag and photo.
    """

    name: str
    line: str
    script: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document and what was left out of it, in the order of the badges."""

    pdf: bytes
    unprintable: tuple[Unprintable, ...]


def sheet(
    faces: Sequence[BadgeFace | FloaterFace],
    *,
    fonts: Path,
    flags: Path,
    made: datetime,
    paper: Paper = "a6",
    title: str = "",
    language: str = "en",
) -> Sheet:
    """Print badges or floaters in the given order; the same faces and `made` give the same bytes.

    `fonts` holds TTF files, `flags` SVG files named by code. Raises MissingFont when something
    that no badge can do without (event, name, party, category) has letters that no typeface has,
    and ValueError when there is nothing to print.
    """
    if not faces:
        raise ValueError("no badges to print")
    pdf = _document(made, title or faces[0].edition_short, language)
    shelf, banners = Shelf(pdf, fonts), Flags(pdf, flags)
    unprintable: list[Unprintable] = []
    places = _PLACES[paper]
    for first in range(0, len(faces), len(places)):
        pdf.add_page(format=_SIZES[paper])
        for face, (left, top) in zip(faces[first:], places, strict=False):
            left_out = _draw(Ink(pdf, shelf, banners, left, top), face)
            unprintable += [Unprintable(face.name, line, script) for line, script in left_out]
        if paper == "a4":
            _crop_marks(pdf)
    return Sheet(bytes(pdf.output()), tuple(unprintable))


def _draw(ink: Ink, face: BadgeFace | FloaterFace) -> layout.LeftOut:
    try:
        if isinstance(face, FloaterFace):
            return floater_layout.draw(ink, face)
        return layout.draw(ink, face)
    except MissingFont as missing:
        raise MissingFont(missing.script, face.name) from missing


def _document(made: datetime, title: str, language: str) -> FPDF:
    pdf = FPDF(unit="mm", format=_SIZES["a6"])
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_text_shaping(True)
    pdf.set_creation_date(made)
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_creator("EventOps")
    return pdf


def _crop_marks(pdf: FPDF) -> None:
    """Short lines where the knife goes: at the edges of the sheet and where the four meet."""
    width, height = _SIZES["a4"]
    x, y = width / 2, _MIDDLE
    lines = [
        (x, 0.0, x, _MARK),
        (x, height - _MARK, x, height),
        (0.0, y, _MARK, y),
        (width - _MARK, y, width, y),
        (x, y - _MARK, x, y + _MARK),
        (x - _MARK, y, x + _MARK, y),
    ]
    # White under black, to be seen on paper and on the band.
    for grey, thickness in ((255, 0.5), (0, 0.15)):
        pdf.set_draw_color(grey)
        pdf.set_line_width(thickness)
        for line in lines:
            pdf.line(*line)
