"""A printed programme as values, all of it said already: what slot_sheet.py draws."""

from dataclasses import dataclass

from eventops.badges.fonts import Weight
from eventops.portal.lists.paper import GREY, Masthead


@dataclass(frozen=True, slots=True)
class Words:
    """Something to set, and how; sizes in millimetres."""

    text: str
    size: float = 3.0
    weight: Weight = "Regular"
    grey: int = 0
    language: str = ""


def small(text: str, size: float = 2.7) -> Words:
    """Something said beneath: smaller and grey."""
    return Words(text, size, grey=GREY)


@dataclass(frozen=True, slots=True)
class Slot:
    """A session, or a reserved time: when, what, where and who may enter."""

    when: tuple[Words, ...]
    what: tuple[Words, ...]
    where: tuple[Words, ...]
    access: str
    access_word: str
    struck: bool = False
    """Cancelled: its first line is crossed out."""


@dataclass(frozen=True, slots=True)
class Part:
    """Slots under one heading, a day; ``again`` is what it says where it goes on."""

    title: str
    beneath: str
    again: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class SlotSheet:
    """Pages under one masthead, numbered by themselves."""

    head: Masthead
    parts: tuple[Part, ...]
    legend: tuple[tuple[str, str], ...]
    """Access level (none for a sentence alone) and what its mark says; at the end."""
    empty: str
    flag: str | None = None
