"""Flags as vectors: each SVG file is read and translated once a document."""

import copy
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from fpdf import FPDF
from fpdf.drawing import DrawingContext, GraphicsStyle
from fpdf.drawing_primitives import Point
from fpdf.svg import SVGObject

WIDTH: Final = 12.0
HEIGHT: Final = 9.0
"""Millimetres on paper, 4:3 as the files are drawn."""

_NAME = re.compile(r"[a-z]{2,8}(-[a-z]{2,8})?", re.ASCII)
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
# What <use> says of itself; everything else it hands on to the shape it repeats.
_OWN = {"id", "href", _HREF, "x", "y", "width", "height"}
_DEEPEST_USE = 4
_EDGE_GREY = 136


@dataclass(frozen=True, slots=True)
class _Drawing:
    svg: bytes
    content: str
    """PDF operators that draw the flag in the upper left corner of a page."""


class Flags:
    """The flags of one document."""

    def __init__(self, pdf: FPDF, folder: Path) -> None:
        self._pdf = pdf
        self._folder = folder
        self._drawings: dict[str, _Drawing | None] = {}

    def known(self, flag: str) -> bool:
        """Whether there is such a flag and fpdf2 can draw all of it."""
        return self._drawing(flag) is not None

    def draw(self, flag: str, x: float, y: float) -> None:
        """Draw a known flag in a thin box, its upper left corner at `x`, `y` millimetres."""
        drawing = self._drawing(flag)
        assert drawing is not None, "asked with known() before"
        # Some flags are drawn larger than their frame; fpdf2 ignores the clipping they ask for.
        with self._pdf.rect_clip(x, y, WIDTH, HEIGHT):
            if "/Pattern" in drawing.content:
                # Gradients are laid out on the page, so these few cannot be moved.
                self._pdf.image(io.BytesIO(drawing.svg), x=x, y=y, w=WIDTH, h=HEIGHT)
            else:
                self._move(drawing.content, x, y)
        self._pdf.set_draw_color(_EDGE_GREY)
        self._pdf.set_line_width(0.2)
        self._pdf.rect(x, y, WIDTH, HEIGHT)

    def _move(self, content: str, x: float, y: float) -> None:
        # fpdf2 has no public way to place one drawing many times, and making it anew takes up to
        # 10 ms a badge; hence its private writer and the catalogue of what a page uses.
        points = self._pdf.k
        self._pdf._out(f"q 1 0 0 1 {x * points:.3f} {-y * points:.3f} cm\n{content}\nQ")
        self._pdf._resource_catalog.index_stream_resources(content, self._pdf.page)

    def _drawing(self, flag: str) -> _Drawing | None:
        if flag not in self._drawings:
            file = self._folder / f"{flag}.svg"
            found = _NAME.fullmatch(flag) is not None and file.is_file()
            self._drawings[flag] = self._translated(file.read_bytes()) if found else None
        return self._drawings[flag]

    def _translated(self, source: bytes) -> _Drawing | None:
        svg = _without_use(source)
        try:
            *_, shapes = SVGObject(svg.decode()).transform_to_rect_viewport(
                scale=1, width=WIDTH, height=HEIGHT, ignore_svg_top_attrs=True
            )
            context = DrawingContext()
            context.add_item(shapes)
            pdf = self._pdf
            content = context.render(
                pdf._resource_catalog, Point(0, 0), pdf.k, pdf.h, GraphicsStyle()
            )
        except (ArithmeticError, AssertionError, ValueError):
            # Shapes that fpdf2 cannot translate (some arcs): no flag is better than half of one.
            return None
        return _Drawing(svg, content)


def _without_use(source: bytes) -> bytes:
    """The same picture with every <use> replaced by what it repeats.

    fpdf2 reads from top to bottom and fails on a <use> that stands before its shape.
    """
    root = ElementTree.fromstring(source)
    for _ in range(_DEEPEST_USE):
        shapes = {shape.get("id"): shape for shape in root.iter() if shape.get("id")}
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == f"{_SVG}use":
                    parent[place] = _repeated(child, shapes)
    return ElementTree.tostring(root)


def _repeated(
    use: ElementTree.Element, shapes: dict[str | None, ElementTree.Element]
) -> ElementTree.Element:
    group = ElementTree.Element(
        f"{_SVG}g", {key: value for key, value in use.attrib.items() if key not in _OWN}
    )
    moved = f"translate({use.get('x', '0')} {use.get('y', '0')})"
    group.set("transform", f"{use.get('transform', '')} {moved}".strip())
    target = (use.get("href") or use.get(_HREF) or "#").removeprefix("#")
    if target in shapes:
        shape = copy.deepcopy(shapes[target])
        for part in shape.iter():
            part.attrib.pop("id", None)
        group.append(shape)
    return group
