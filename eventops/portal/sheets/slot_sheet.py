"""A programme on A4: times at the left, then the session, then room and who may enter.

A day's heading never stands alone, and no session is torn between two pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from eventops.badges import flags as flag_files
from eventops.portal.lists.margins import Head, draw_foot, draw_head, first_head, later_head
from eventops.portal.lists.paper import BOTTOM, GREY, INNER, MARGIN, TOP, Paper, Paragraph
from eventops.portal.sheets.marks import SIZE, draw_mark
from eventops.portal.sheets.slots import Part, Slot, SlotSheet, Words

_WHEN, _WHERE = 28.0, 46.0
_WHAT: Final = INNER - _WHEN - _WHERE
_GAP = 3.0
_ABOVE = 1.3
_BETWEEN = 4.5


@dataclass(frozen=True, slots=True)
class _Heading:
    title: Paragraph
    again: Paragraph
    beneath: Paragraph

    @property
    def height(self) -> float:
        words = max(self.title.height, self.again.height) + self.beneath.height
        return _BETWEEN + words + 1.5


@dataclass(frozen=True, slots=True)
class _Row:
    columns: tuple[tuple[Paragraph, ...], ...]
    access: str
    word: Paragraph
    struck: bool

    @property
    def height(self) -> float:
        when, what, where = (sum(each.height for each in column) for column in self.columns)
        marked = where + max(self.word.height, SIZE) + 0.6 if self.word.lines.lines else where
        return 2 * _ABOVE + max(when, what, marked)


@dataclass(frozen=True, slots=True)
class _Legend:
    lines: tuple[tuple[str, Paragraph], ...]

    @property
    def height(self) -> float:
        return _BETWEEN + sum(max(words.height, SIZE) + 0.8 for _access, words in self.lines)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, a row or the legend, and where on its page."""

    what: _Heading | _Row | _Legend
    y: float
    goes_on: bool = False


def slot_sheets(sheets: Sequence[SlotSheet], *, fonts: Path, flags: Path, made: datetime) -> bytes:
    """The PDF, each sheet from a new page on; the same sheets and ``made`` give the same bytes."""
    paper = Paper(sheets[0].head, fonts=fonts, flags=flags, made=made)
    for sheet in sheets:
        paper.head, paper.letters_missing = sheet.head, False
        _draw_sheet(paper, sheet)
    return paper.finished()


def _draw_sheet(paper: Paper, sheet: SlotSheet) -> None:
    heads = first_head(paper), later_head(paper)
    parts = [_laid_out(paper, part) for part in sheet.parts]
    pages = list(_paginated(parts, _legend(paper, sheet), heads[0].end, heads[1].end))
    for number, pieces in enumerate(pages, 1):
        paper.pdf.add_page()
        _draw_page(paper, heads[number > 1], pieces)
        if number == 1 and sheet.flag:
            _draw_flag(paper, sheet.flag)
        if not sheet.parts:
            empty = paper.paragraph(sheet.empty, width=INNER, size=3.6)
            paper.set(empty, MARGIN, heads[0].end + _BETWEEN)
        draw_foot(paper, number, len(pages))


def _set(paper: Paper, words: Words, width: float) -> Paragraph:
    return paper.paragraph(
        words.text,
        width=width,
        size=words.size,
        weight=words.weight,
        grey=words.grey,
        language=words.language,
    )


def _laid_out(paper: Paper, part: Part) -> tuple[_Heading, list[_Row]]:
    title = paper.paragraph(part.title, width=INNER, size=4.4, weight="SemiBold")
    again = paper.paragraph(part.again, width=INNER, size=4.4, weight="SemiBold")
    beneath = paper.paragraph(part.beneath, width=INNER, size=3.0, grey=GREY)
    return _Heading(title, again, beneath), [_row(paper, slot) for slot in part.slots]


def _row(paper: Paper, slot: Slot) -> _Row:
    widths = (_WHEN, _WHAT, _WHERE)
    columns = tuple(
        tuple(_set(paper, words, width - _GAP) for words in column if words.text)
        for column, width in zip((slot.when, slot.what, slot.where), widths, strict=True)
    )
    word = paper.paragraph(slot.access_word, width=_WHERE - SIZE - 1.2, size=2.6)
    return _Row(columns, slot.access, word, slot.struck)


def _legend(paper: Paper, sheet: SlotSheet) -> _Legend:
    room = INNER - SIZE - 1.2
    lines = ((access, paper.paragraph(text, width=room, size=2.6)) for access, text in sheet.legend)
    return _Legend(tuple(lines))


def _paginated(
    parts: Sequence[tuple[_Heading, list[_Row]]], legend: _Legend, first: float, later: float
) -> Iterator[list[_Piece]]:
    page: list[_Piece] = []
    y = first
    for heading, rows in parts:
        if page and y + heading.height + rows[0].height > BOTTOM:
            yield page
            page, y = [], later
        page.append(_Piece(heading, y))
        y += heading.height
        for row in rows:
            if y + row.height > BOTTOM and page[-1].what is not heading:
                yield page
                page, y = [_Piece(heading, later, goes_on=True)], later + heading.height
            page.append(_Piece(row, y))
            y += row.height
    if page and y + legend.height > BOTTOM:
        yield page
        page, y = [], later
    yield [*page, _Piece(legend, y)] if legend.lines else page


def _draw_page(paper: Paper, head: Head, pieces: Sequence[_Piece]) -> None:
    draw_head(paper, head)
    for piece in pieces:
        match piece.what:
            case _Heading():
                title = piece.what.again if piece.goes_on else piece.what.title
                y = paper.set(title, MARGIN, piece.y + _BETWEEN)
                paper.set(piece.what.beneath, MARGIN, y)
            case _Row():
                paper.rule(piece.y, 0.15, 190)
                _draw_row(paper, piece.what, piece.y + _ABOVE)
            case _Legend():
                _draw_legend(paper, piece.what, piece.y + _BETWEEN)


def _draw_row(paper: Paper, row: _Row, y: float) -> None:
    x = MARGIN
    ends = []
    for number, (column, width) in enumerate(zip(row.columns, (_WHEN, _WHAT, _WHERE), strict=True)):
        below = y
        for place, words in enumerate(column):
            if row.struck and number == 1 and place == 0:
                _strike(paper, words, x, below)
            below = paper.set(words, x, below)
        ends.append(below)
        x += width
    if row.word.lines.lines:
        left = MARGIN + _WHEN + _WHAT
        below = ends[-1] + (0.6 if row.columns[-1] else 0)
        draw_mark(paper.pdf, row.access, left, below + 0.2)
        paper.set(row.word, left + SIZE + 1.2, below)


def _strike(paper: Paper, words: Paragraph, x: float, y: float) -> None:
    """A line through each line of what is cancelled."""
    step = words.lines.size * words.lines.leading
    paper.pdf.set_fill_color(0)
    for number, line in enumerate(words.lines.lines):
        width = paper.shelf.width(line, words.weight, words.language) * words.lines.size
        paper.pdf.rect(x, y + (number + 0.55) * step, width, 0.25, style="F")


def _draw_legend(paper: Paper, legend: _Legend, y: float) -> None:
    for access, words in legend.lines:
        if access:
            draw_mark(paper.pdf, access, MARGIN, y + 0.2)
        paper.set(words, MARGIN + (SIZE + 1.2 if access else 0), y)
        y += max(words.height, SIZE) + 0.8


def _draw_flag(paper: Paper, flag: str) -> None:
    paper.ink.flags.draw(flag, MARGIN + INNER - flag_files.WIDTH, TOP)
