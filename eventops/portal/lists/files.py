"""A list as a file to keep, print or send on."""

import enum
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from eventops.core.multilingual import said
from eventops.core.resources import FLAGS, FONTS
from eventops.portal.lists.attendance import Attendee
from eventops.portal.lists.contents import Group, Line, ListName
from eventops.portal.lists.face_sheet import face_sheet
from eventops.portal.lists.paper import Masthead
from eventops.portal.lists.said import ENGLISH, SaidList, in_second, state_said
from eventops.portal.lists.table_sheet import table_sheet
from eventops.web.sentences import say
from eventops.web.spreadsheets import CSV, XLSX, Table, Value, as_csv, as_xlsx


class Format(enum.StrEnum):
    """In which form a list leaves."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


MIMETYPES = {Format.PDF: "application/pdf", Format.XLSX: XLSX, Format.CSV: CSV}

ASIDE: dict[ListName, tuple[str, ...]] = {
    ListName.PROVISIONAL: ("state",),
    ListName.HEADS: ("level", "meetings"),
    ListName.FACES: ("level", "meetings"),
    ListName.DIET: ("need",),
    ListName.PHOTOS: ("state",),
    ListName.BADGES: ("category", "badge"),
}
"""Columns of a spreadsheet beside those that every list has."""

EVERY = ("delegation", "style", "name", "own_script", "function", "position")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a file is made of, read already: making it asks no database."""

    told: SaidList
    groups: tuple[Group, ...]
    head: Masthead
    photos: Mapping[str, bytes]
    made: datetime


def made_file(reading: Reading, form: Format) -> bytes:
    """The file's bytes."""
    if form is Format.CSV:
        return as_csv(_table(reading))
    if form is Format.XLSX:
        return as_xlsx(_table(reading), made=reading.made)
    with nothing_thrown_away():
        return _printed(reading)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Python's collector rests while typefaces and flags are in use.

    It would walk through their hundreds of thousands of parts again and again and find nothing to
    free: a fifth of the time of a long list.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _printed(reading: Reading) -> bytes:
    if reading.told.name is ListName.FACES:
        return face_sheet(
            reading.told,
            reading.head,
            reading.photos,
            fonts=FONTS,
            flags=FLAGS,
            made=reading.made,
        )
    return table_sheet(
        reading.told,
        reading.head,
        fonts=FONTS,
        flags=FLAGS,
        made=reading.made,
        continued=say("list_continued"),
    )


def _table(reading: Reading) -> Table:
    head, name = reading.head, reading.told.name
    aside = ASIDE.get(name, ())
    marks = " · ".join(first for first, _second in head.marks)
    other = head.language if head.second == ENGLISH else head.second
    word, *others = (say(f"list_column_{code}") for code in EVERY)
    first = word if head.language == ENGLISH else f"{word} ({ENGLISH})"
    second = word if head.language == other != ENGLISH else f"{word} ({other})"
    return Table(
        title=f"{head.edition} · {head.titles[0]}",
        note=f"{marks}  {head.as_of}".strip(),
        headings=(first, second, *others, *(say(f"list_column_{code}") for code in aside)),
        rows=tuple(
            _row(line, group, aside, head.second)
            for group in reading.groups
            for line in group.lines
        ),
    )


def _row(line: Line, group: Group, aside: tuple[str, ...], second: str) -> tuple[Value, ...]:
    who = line.who
    return (
        said(who.party.name, ENGLISH),
        in_second(who.party.name, second) or said(who.party.name, ENGLISH),
        who.style,
        who.full_name,
        who.own_script,
        say(f"function_{who.function}"),
        who.position,
        *(_beside(code, who, line, group) for code in aside),
    )


def _beside(code: str, who: Attendee, line: Line, group: Group) -> str:
    match code:
        case "state":
            return state_said(who)
        case "level":
            return say(f"list_level_{group.key}")
        case "meetings":
            return ", ".join(line.meetings)
        case "need":
            return who.diet
        case "category":
            return say(f"category_{group.key}")
        case _:
            return say(f"badge_{who.badge or 'none'}")
