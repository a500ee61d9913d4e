"""Flags as vectors: each SVG file is read once a process and translated once a document."""

import copy
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.drawing import DrawingContext, GraphicsContext, GraphicsStyle
from fpdf.drawing_primitives import Point, Transform
from fpdf.svg import SVGObject, apply_svg_transform_to_user_space_gradients

from eventops.badges.flat_svg import flat

WIDTH: Final = 12.0
HEIGHT: Final = 9.0
"""Millimetres on paper, 4:3 as the files are drawn."""

_NAME = re.compile(r"[a-z]{2,8}(-[a-z]{2,8})?", re.ASCII)
# Compared with a browser's drawing of all 271 files, these two came out wrong: parts that the
# files clip away would show.
_UNFAITHFUL = frozenset({"bt", "vu"})
_EDGE_GREY = 136


@dataclass(frozen=True, slots=True)
class _Drawing:
    shapes: GraphicsContext
    content: str
    """PDF operators that draw the flag in the upper left corner of a page."""


class Flags:
    """The flags of one document."""

    def __init__(self, pdf: FPDF, folder: Path) -> None:
        self._pdf = pdf
        self._folder = folder
        self._drawings: dict[str, _Drawing | None] = {}

    def draw(self, flag: str, x: float, y: float) -> bool:
        """Draw a flag in a thin box, its upper left corner at `x`, `y` millimetres.

        False, and nothing drawn, when there is no such flag or it would not come out right.
        """
        drawing = self._drawing(flag)
        if drawing is None:
            return False
        # Some flags are drawn larger than their frame; fpdf2 ignores the clipping they ask for.
        with self._pdf.rect_clip(x, y, WIDTH, HEIGHT):
            if "/Pattern" in drawing.content:
                # Gradients are laid out on the page, so these few cannot be moved.
                self._pdf.draw_path(_shifted(drawing.shapes, x, y), copy=False)
            else:
                self._move(drawing.content, x, y)
        self._pdf.set_draw_color(_EDGE_GREY)
        self._pdf.set_line_width(0.2)
        self._pdf.rect(x, y, WIDTH, HEIGHT)
        return True

    def _move(self, content: str, x: float, y: float) -> None:
        # fpdf2 has no public way to place one drawing many times, and making it anew takes up to
        # 10 ms a badge; hence its private writer and the catalogue of what a page uses.
        points = self._pdf.k
        self._pdf._out(f"q 1 0 0 1 {x * points:.3f} {-y * points:.3f} cm 0 g 0 G\n{content}\nQ")
        self._pdf._resource_catalog.index_stream_resources(content, self._pdf.page)

    def _drawing(self, flag: str) -> _Drawing | None:
        if flag not in self._drawings:
            file = self._folder / f"{flag}.svg"
            found = _NAME.fullmatch(flag) and flag not in _UNFAITHFUL and file.is_file()
            self._drawings[flag] = self._translated(file.read_bytes()) if found else None
        return self._drawings[flag]

    def _translated(self, source: bytes) -> _Drawing | None:
        # Shapes say what differs from black and unbroken lines, whatever was drawn before.
        style = GraphicsStyle()
        style.stroke_dash_pattern = None
        style.stroke_dash_phase = 0
        pdf = self._pdf
        try:
            shapes = _read(source)
            context = DrawingContext()
            context.add_item(_shifted(shapes, 0, 0))
            content = context.render(pdf._resource_catalog, Point(0, 0), pdf.k, pdf.h, style)
        except (ArithmeticError, AssertionError, ValueError):
            # Shapes that fpdf2 cannot translate (some arcs): no flag is better than half of one.
            return None
        return _Drawing(shapes, content)


@lru_cache(maxsize=64)
def _read(source: bytes) -> GraphicsContext:
    """The shapes of an SVG file, read once a process: whoever draws them moves a copy."""
    *_, shapes = SVGObject(flat(source)).transform_to_rect_viewport(
        scale=1, width=WIDTH, height=HEIGHT, ignore_svg_top_attrs=True
    )
    return shapes


def _shifted(shapes: GraphicsContext, x: float, y: float) -> GraphicsContext:
    moved = copy.deepcopy(shapes)
    moved.transform = (moved.transform or Transform.identity()) @ Transform.translation(x, y)
    apply_svg_transform_to_user_space_gradients(moved)
    return moved
