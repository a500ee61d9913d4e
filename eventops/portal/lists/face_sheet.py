"""Heads of delegation by their faces, three by four on A4, for who must know them at sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventops.accreditation.rules import State
from eventops.badges import flags as flag_files
from eventops.badges.fonts import Weight
from eventops.core.multilingual import said
from eventops.portal.lists.attendance import Attendee
from eventops.portal.lists.margins import draw_foot, draw_head, first_head, later_head
from eventops.portal.lists.paper import BOTTOM, GREY, INNER, MARGIN, Masthead, Paper
from eventops.portal.lists.said import ENGLISH, SaidList, in_second, state_said, styled

ACROSS = 3
_CARD_WIDTH = INNER / ACROSS
_CARD = 56.0
_PHOTO = (25.5, 34.0)
_TEXT = _CARD_WIDTH - 4


@dataclass(frozen=True, slots=True)
class _Page:
    """A level's heading, and up to twelve people beneath it."""

    title: str
    people: Sequence[Attendee]


def face_sheet(
    told: SaidList,
    head: Masthead,
    photos: Mapping[str, bytes],
    *,
    fonts: Path,
    flags: Path,
    made: datetime,
) -> bytes:
    """The PDF; each level of meetings begins a page of its own."""
    paper = Paper(head, fonts=fonts, flags=flags, made=made)
    heads = first_head(paper), later_head(paper)
    pages = _pages(told, heads[0].end, heads[1].end)
    for number, page in enumerate(pages, 1):
        here = heads[number > 1]
        paper.pdf.add_page()
        draw_head(paper, here)
        title = paper.paragraph(page.title, width=INNER, size=4.2, weight="SemiBold")
        top = paper.set(title, MARGIN, here.end + 0.5) + 1.0
        for place, who in enumerate(page.people):
            x = MARGIN + place % ACROSS * _CARD_WIDTH
            _draw_card(paper, who, photos.get(who.photo_id or ""), x, top + place // ACROSS * _CARD)
        draw_foot(paper, number, len(pages))
    return paper.finished()


def _pages(told: SaidList, first: float, later: float) -> list[_Page]:
    pages: list[_Page] = []
    for section in told.sections:
        people = list(section.people)
        while people:
            room = BOTTOM - (later if pages else first) - 7.0
            fit = ACROSS * max(int(room // _CARD), 1)
            pages.append(_Page(section.title, people[:fit]))
            people = people[fit:]
    return pages or [_Page(told.empty, ())]


def _draw_card(paper: Paper, who: Attendee, photo: bytes | None, x: float, y: float) -> None:
    broad, tall = _PHOTO
    if photo is None or not paper.ink.photo(photo, x, y, broad, tall):
        _draw_no_photo(paper, x, y)
    aside, room = x + broad + 2.5, _CARD_WIDTH - broad - 5.5
    down = y
    if who.party.flag and paper.ink.flags.draw(who.party.flag, aside, y):
        down += flag_files.HEIGHT + 1.5
    down = _fitted(paper, said(who.party.name, ENGLISH), aside, down, room, 14, 3.6, "SemiBold")
    down = _fitted(paper, in_second(who.party.name, paper.head.second), aside, down, room, 8, 2.8)
    if who.state is not State.APPROVED:
        _fitted(paper, state_said(who), aside, down + 0.5, room, 5, 2.5)
    down = _fitted(paper, styled(who), x, y + tall + 1.0, _TEXT, 9.2, 3.8, "Bold")
    down = _fitted(paper, who.own_script, x, down, _TEXT, 5, 3.0, language=who.own_language)
    _fitted(paper, who.position, x, down, _TEXT, y + _CARD - 1.0 - down, 2.7)


def _draw_no_photo(paper: Paper, x: float, y: float) -> None:
    paper.pdf.set_draw_color(150)
    paper.pdf.set_line_width(0.2)
    paper.pdf.rect(x, y, *_PHOTO)


def _fitted(
    paper: Paper,
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    largest: float,
    weight: Weight = "Regular",
    language: str = "",
) -> float:
    """The text as large as the box allows, never cut; says where the next may stand."""
    ready = paper.sayable(text, weight, language)
    if not ready:
        return y
    above, below = paper.shelf.extent(ready, weight, language)
    setting = paper.ink.fitted(
        ready,
        weight,
        width=width,
        height=height,
        largest=largest,
        lines=3,
        leading=max(1.22, above + below),
        language=language,
    )
    grey = 0 if weight != "Regular" else GREY
    paper.ink.text(setting, weight, x=x, y=y, grey=grey, language=language)
    return y + setting.height
