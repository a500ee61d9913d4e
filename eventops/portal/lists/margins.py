"""Head and foot of a printed list: whose it is, what it is, from when, and how far it goes."""

from dataclasses import dataclass

from eventops.badges.fonts import Weight
from eventops.portal.lists.paper import (
    BOTTOM,
    GREY,
    INNER,
    MARGIN,
    TOP,
    Paper,
    Paragraph,
)

_MARKS = 46.0
"""Width that the marks take beside the title."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph and where it stands; ``right`` when it ends at the right margin."""

    paragraph: Paragraph
    y: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page, laid out; what follows begins at ``end``."""

    parts: tuple[Placed, ...]
    end: float


def first_head(paper: Paper) -> Head:
    """The edition in both languages, its theme, the title of the list and its marks."""
    head, y, parts = paper.head, TOP, []
    for number, name in enumerate(head.names):
        weight: Weight = "Regular" if number else "Bold"
        part = paper.paragraph(name, width=INNER, size=3.4 if number else 4.2, weight=weight)
        parts.append(Placed(part, y))
        y += part.height
    for theme in head.themes:
        part = paper.paragraph(theme, width=INNER, size=2.8, grey=GREY)
        parts.append(Placed(part, y))
        y += part.height
    y += 4.5
    aside = y
    for first, second in head.marks:
        words = f"{first} · {second}" if second else first
        part = paper.paragraph(words, width=_MARKS, size=3.0, weight="SemiBold")
        parts.append(Placed(part, aside, right=True))
        aside += part.height
    for title, size, weight in ((head.titles[0], 6.0, "Bold"), (head.titles[1], 3.6, "Regular")):
        part = paper.paragraph(title, width=INNER - _MARKS - 4, size=size, weight=_weight(weight))
        parts.append(Placed(part, y))
        y += part.height
    return Head(tuple(parts), max(y, aside) + 2.5)


def _weight(name: str) -> Weight:
    return "Bold" if name == "Bold" else "Regular"


def later_head(paper: Paper) -> Head:
    """One line: which list of which edition, and its marks."""
    head = paper.head
    title = paper.paragraph(
        f"{head.edition} · {head.titles[0]}", width=INNER - 60, size=3.0, weight="SemiBold"
    )
    marks = " · ".join(first for first, _second in head.marks)
    aside = paper.paragraph(marks, width=56, size=3.0, weight="SemiBold")
    end = TOP + max(title.height, aside.height)
    return Head((Placed(title, TOP), Placed(aside, TOP, right=True)), end + 2.5)


def draw_head(paper: Paper, head: Head) -> None:
    """Draw it on the present page."""
    for part in head.parts:
        if part.right:
            paper.set_right(part.paragraph, part.y)
        else:
            paper.set(part.paragraph, MARGIN, part.y)
    paper.rule(head.end - 1.2, 0.5, 0)


def draw_foot(paper: Paper, page: int, pages: int) -> None:
    """From when the list is, and which page this is of how many."""
    head, y = paper.head, BOTTOM + 3.2
    paper.rule(BOTTOM + 2)
    told = head.as_of
    if paper.letters_missing:
        told = f"{told}\u2002{head.letters_missing}"
    paper.set(paper.paragraph(told, width=INNER - 30, size=2.5, grey=GREY), MARGIN, y)
    paper.set_right(paper.paragraph(head.page(page, pages), width=28, size=2.5, grey=GREY), y)
