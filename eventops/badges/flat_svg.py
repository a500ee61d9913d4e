"""SVG pictures said in the plainer way that fpdf2 understands.

It fails on a <use> that stands before its shape, leaves markers out (the stars of a flag), and
takes a stroke that nothing is said of for the page's own.
"""

import copy
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
# What <use> says of itself; everything else it hands on to the shape it repeats.
_OWN: Final = {"id", "href", _HREF, "x", "y", "width", "height"}
_DEEPEST_USE: Final = 4


def flat(source: bytes) -> str:
    """The same picture without <use> and markers, its initial stroke stated."""
    root = ElementTree.fromstring(source)  # noqa: S314  # flags come from our locked packages
    for property, initial in (("stroke", "none"), ("stroke-width", "1")):
        root.set(property, root.get(property, initial))
    shapes = {shape.get("id", ""): shape for shape in root.iter() if shape.get("id")}
    for _ in range(_DEEPEST_USE):
        _replace(root, shapes)
    return ElementTree.tostring(root, encoding="unicode")


def _replace(root: Element, shapes: dict[str, Element]) -> None:
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == f"{_SVG}use":
                parent[place] = _repeated(child, shapes)
            elif child.get("marker-mid"):
                parent[place] = _marked(child, shapes)


def _repeated(use: Element, shapes: dict[str, Element]) -> Element:
    group = Element(f"{_SVG}g", {k: value for k, value in use.attrib.items() if k not in _OWN})
    moved = f"translate({use.get('x', '0')} {use.get('y', '0')})"
    group.set("transform", f"{use.get('transform', '')} {moved}".strip())
    target = (use.get("href") or use.get(_HREF) or "#").removeprefix("#")
    if target in shapes:
        group.append(_copy(shapes[target]))
    return group


def _marked(path: Element, shapes: dict[str, Element]) -> Element:
    """The path, then its marker at every corner but the first and the last."""
    group = Element(f"{_SVG}g")
    marker = shapes[path.attrib.pop("marker-mid").removeprefix("url(#").removesuffix(")")]
    pen = RecordingPen()
    parse_path(path.get("d", ""), pen)
    corners = [points[-1] for _, points in pen.value if points]
    # Closing the path makes the last corner but one of them.
    for x, y in corners[1:] if pen.value[-1][0] == "closePath" else corners[1:-1]:
        star = Element(f"{_SVG}g", {"transform": f"translate({x} {y})"})
        star.extend(_copy(part) for part in marker)
        group.append(star)
    group.insert(0, path)
    return group


def _copy(shape: Element) -> Element:
    twin = copy.deepcopy(shape)
    for part in twin.iter():
        part.attrib.pop("id", None)
    return twin
