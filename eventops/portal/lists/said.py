"""A list in the reader's words: what its page, its paper and its spreadsheet all show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import ngettext

from eventops.core.multilingual import Multilingual, said
from eventops.portal.lists.attendance import Attendee, PartyLine
from eventops.portal.lists.contents import CONFIDENTIAL, Group, Line, ListName, total
from eventops.web.sentences import say, say_in

ENGLISH = "en"
"""Official short names are English; they also give the order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and beneath it the same in another script or language."""

    text: str
    beneath: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and its share of the width."""

    heading: str
    share: float


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; a delegation's has its flag, or its code where it has none."""

    title: str
    beneath: str
    count: str
    party: PartyLine | None
    rows: tuple[tuple[Cell, ...], ...]
    people: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class SaidList:
    """A list ready to be shown."""

    name: ListName
    titles: tuple[str, str]
    """In the reader's language and in the second."""
    marks: tuple[tuple[str, str], ...]
    """Provisional, final, confidential; each in both languages."""
    empty: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    total: int


COLUMNS: dict[ListName, tuple[tuple[str, float], ...]] = {
    ListName.PROVISIONAL: (
        ("number", 9),
        ("name", 62),
        ("position", 56),
        ("function", 29),
        ("state", 24),
    ),
    ListName.FINAL: (("number", 9), ("name", 70), ("position", 66), ("function", 35)),
    ListName.HEADS: (("delegation", 42), ("name", 58), ("position", 52), ("meetings", 28)),
    ListName.FACES: (("delegation", 42), ("name", 58), ("position", 52), ("meetings", 28)),
    ListName.DIET: (("name", 80), ("delegation", 60), ("function", 40)),
    ListName.PHOTOS: (("number", 9), ("name", 91), ("function", 45), ("state", 35)),
    ListName.BADGES: (("name", 75), ("delegation", 55), ("badge", 50)),
}


def said_list(
    name: ListName, found: Sequence[Group], *, language: str, second: str | None
) -> SaidList:
    """The list in two languages; the second is None where an edition has but one."""
    tongues = (language, second or language)
    return SaidList(
        name,
        _in_both(f"list_{name}", tongues),
        tuple(_in_both(f"list_{mark}", tongues) for mark in marks_of(name)),
        say(f"empty_{name}"),
        tuple(Column(say(f"list_column_{code}"), share) for code, share in COLUMNS[name]),
        tuple(_section(name, group, second or language) for group in found),
        total(found),
    )


def marks_of(name: ListName) -> list[str]:
    """How far a list may be relied upon, and who may see it."""
    state = {ListName.PROVISIONAL: ["provisional"], ListName.FINAL: ["final"]}.get(name, [])
    return state + (["confidential"] if name in CONFIDENTIAL else [])


def _in_both(code: str, tongues: tuple[str, str]) -> tuple[str, str]:
    first, second = say_in(tongues[0], code), say_in(tongues[1], code)
    return first, (second if second != first else "")


def _section(name: ListName, group: Group, second: str) -> Section:
    title, beneath = _heading(name, group, second)
    rows = tuple(
        tuple(_cell(code, line, number, second) for code, _share in COLUMNS[name])
        for number, line in enumerate(group.lines, 1)
    )
    people = ngettext("%(num)s person", "%(num)s people", len(rows))
    return Section(title, beneath, people, group.party, rows, tuple(x.who for x in group.lines))


def _heading(name: ListName, group: Group, second: str) -> tuple[str, str]:
    if group.party is not None:
        return said(group.party.name, ENGLISH), in_second(group.party.name, second)
    match name:
        case ListName.HEADS | ListName.FACES:
            return say(f"list_level_{group.key}"), ""
        case ListName.BADGES:
            return say(f"category_{group.key}"), ""
        case _:
            return group.key, ""


def in_second(name: Multilingual, second: str) -> str:
    """A party's name in the second language of the list, or in Vietnamese beside English."""
    tongues = [second, *name]
    found = next((name[each] for each in tongues if each != ENGLISH and name.get(each)), "")
    return found if found != said(name, ENGLISH) else ""


def _cell(code: str, line: Line, number: int, second: str) -> Cell:
    who = line.who
    match code:
        case "number":
            return Cell(str(number))
        case "name":
            return Cell(styled(who), who.own_script, who.own_language)
        case "delegation":
            return Cell(said(who.party.name, ENGLISH), in_second(who.party.name, second))
        case "position":
            return Cell(who.position)
        case "function":
            return Cell(say(f"function_{who.function}"))
        case "state":
            return Cell(state_said(who))
        case "badge":
            return Cell(say(f"badge_{who.badge or 'none'}"))
        case _:
            return Cell(", ".join(line.meetings))


def styled(who: Attendee) -> str:
    """Style and full name, in the order and case of their owner."""
    return f"{who.style} {who.full_name}".strip()


def state_said(who: Attendee) -> str:
    """Where the registration stands."""
    return say(f"state_{who.state or 'none'}")
