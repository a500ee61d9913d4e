"""A list as a table on A4: a delegation's heading never stands alone, no row is torn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from eventops.badges import flags as flag_files
from eventops.portal.lists.margins import Head, draw_foot, draw_head, first_head, later_head
from eventops.portal.lists.paper import BOTTOM, GREY, INNER, MARGIN, Masthead, Paper, Paragraph
from eventops.portal.lists.said import Cell, Column, Section

_GAP = 3.0
_ABOVE = 1.0
_BETWEEN = 4.0


class Tabled(Protocol):
    """What can be set as a table; ``empty`` is said when there is nothing in it."""

    @property
    def empty(self) -> str: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def sections(self) -> tuple[Section, ...]: ...


@dataclass(frozen=True, slots=True)
class _Heading:
    """A section's heading; ``again`` is what it says where the section goes on."""

    title: Paragraph
    again: Paragraph
    beneath: Paragraph
    count: Paragraph
    flag: str | None

    @property
    def height(self) -> float:
        words = max(self.title.height, self.again.height) + self.beneath.height
        return _BETWEEN + max(words, flag_files.HEIGHT if self.flag else 0) + 1.2


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[Paragraph, Paragraph], ...]

    @property
    def height(self) -> float:
        return 2 * _ABOVE + max(text.height + own.height for text, own in self.cells)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading or a row, and where on its page."""

    what: _Heading | _Row
    y: float
    goes_on: bool = False


def table_sheet(
    told: Tabled, head: Masthead, *, fonts: Path, flags: Path, made: datetime, continued: str
) -> bytes:
    """The PDF; the same list and ``made`` give the same bytes."""
    paper = Paper(head, fonts=fonts, flags=flags, made=made)
    widths = _widths(told.columns)
    heads = first_head(paper), later_head(paper)
    titles = _Row(tuple(_titles(paper, told.columns, widths)))
    below = 0.0 if not told.sections else titles.height
    sections = [_laid_out(paper, section, widths, continued) for section in told.sections]
    pages = list(_paginated(sections, heads[0].end + below, heads[1].end + below))
    for number, pieces in enumerate(pages, 1):
        _draw_page(paper, heads[number > 1], titles if told.sections else None, pieces, widths)
        if not told.sections:
            empty = paper.paragraph(told.empty, width=INNER, size=3.6)
            paper.set(empty, MARGIN, heads[0].end + _BETWEEN)
        draw_foot(paper, number, len(pages))
    return paper.finished()


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(column.share for column in columns)
    return [column.share / whole * INNER for column in columns]


def _titles(
    paper: Paper, columns: Sequence[Column], widths: Sequence[float]
) -> Iterator[tuple[Paragraph, Paragraph]]:
    for column, width in zip(columns, widths, strict=True):
        title = paper.paragraph(column.heading, width=width - _GAP, size=2.5, grey=GREY)
        yield title, paper.paragraph("", width=width)


def _laid_out(
    paper: Paper, section: Section, widths: Sequence[float], continued: str
) -> tuple[_Heading, list[_Row]]:
    flag = section.party.flag if section.party else None
    room = INNER - 30 - (flag_files.WIDTH + _GAP if flag else 0)
    title = paper.paragraph(section.title, width=room, size=4.2, weight="SemiBold")
    goes_on = f"{section.title} ({continued})"
    again = paper.paragraph(goes_on, width=room, size=4.2, weight="SemiBold")
    beneath = paper.paragraph(section.beneath, width=room, size=3.0, grey=GREY)
    count = paper.paragraph(section.count, width=28, size=2.8, grey=GREY)
    rows = [_Row(tuple(_cells(paper, row, widths))) for row in section.rows]
    return _Heading(title, again, beneath, count, flag), rows


def _cells(
    paper: Paper, row: Sequence[Cell], widths: Sequence[float]
) -> Iterator[tuple[Paragraph, Paragraph]]:
    for cell, width in zip(row, widths, strict=True):
        own = paper.paragraph(
            cell.beneath, width=width - _GAP, size=2.8, grey=GREY, language=cell.language
        )
        yield paper.paragraph(cell.text, width=width - _GAP), own


def _paginated(
    sections: Sequence[tuple[_Heading, list[_Row]]], first: float, later: float
) -> Iterator[list[_Piece]]:
    page: list[_Piece] = []
    y = first
    for heading, rows in sections:
        if page and y + heading.height + rows[0].height > BOTTOM:
            yield page
            page, y = [], later
        page.append(_Piece(heading, y))
        y += heading.height
        for row in rows:
            if y + row.height > BOTTOM:
                yield page
                page, y = [_Piece(heading, later, goes_on=True)], later + heading.height
            page.append(_Piece(row, y))
            y += row.height
    yield page


def _draw_page(
    paper: Paper,
    head: Head,
    titles: _Row | None,
    pieces: Sequence[_Piece],
    widths: Sequence[float],
) -> None:
    paper.pdf.add_page()
    draw_head(paper, head)
    if titles is not None:
        _draw_row(paper, titles, head.end, widths)
    for piece in pieces:
        if isinstance(piece.what, _Heading):
            _draw_heading(paper, piece.what, piece.y + _BETWEEN, goes_on=piece.goes_on)
        else:
            paper.rule(piece.y, 0.15, 190)
            _draw_row(paper, piece.what, piece.y, widths)


def _draw_row(paper: Paper, row: _Row, y: float, widths: Sequence[float]) -> None:
    x = MARGIN
    for (text, own), width in zip(row.cells, widths, strict=True):
        paper.set(own, x, paper.set(text, x, y + _ABOVE))
        x += width


def _draw_heading(paper: Paper, heading: _Heading, y: float, *, goes_on: bool) -> None:
    x = MARGIN
    if heading.flag and paper.ink.flags.draw(heading.flag, x, y):
        x += flag_files.WIDTH + _GAP
    title = heading.again if goes_on else heading.title
    paper.set(heading.beneath, x, paper.set(title, x, y))
    paper.set_right(heading.count, y + title.height - heading.count.height)
