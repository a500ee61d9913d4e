"""What two texts of one session have different, grouped as people speak of it. Pure."""

import enum
from dataclasses import dataclass
from typing import Any

from eventops.programme.plan import Planned, SessionPlan
from eventops.programme.rules import Access, Status


class Kind(enum.StrEnum):
    """What became of a session."""

    NEW = "new"
    CANCELLED = "cancelled"
    AGAIN = "again"
    """Cancelled before, now held after all."""
    CHANGED = "changed"
    SAME = "same"


class Aspect(enum.StrEnum):
    """A side of a session that readers see; those after ``NOTE`` are the desk's alone."""

    TIME = "time"
    ROOM = "room"
    TITLE = "title"
    STATUS = "status"
    ACCESS = "access"
    DOORS = "doors"
    TRACK = "track"
    NOTE = "note"
    AUDIENCE = "audience"
    MEETING = "meeting"
    RE_ENTRY = "re_entry"
    ILLUSTRATIVE = "illustrative"
    SOURCE = "source"


SEEN = (
    Aspect.TIME,
    Aspect.ROOM,
    Aspect.TITLE,
    Aspect.STATUS,
    Aspect.ACCESS,
    Aspect.DOORS,
    Aspect.TRACK,
    Aspect.NOTE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect before and after; ``language`` is set for titles."""

    aspect: Aspect
    before: Any
    after: Any
    language: str = ""


def kind_of(before: Planned | None, after: Planned) -> Kind:
    """Of a session whose text was ``before``; None when there was none."""
    if before is None:
        return Kind.NEW
    if before[1].cancelled != after[1].cancelled:
        return Kind.CANCELLED if after[1].cancelled else Kind.AGAIN
    return Kind.CHANGED if differences(before, after) else Kind.SAME


def differences(before: Planned, after: Planned) -> tuple[Difference, ...]:
    """In the order of the aspects; a title language by language."""
    was, becomes = _aspects(before), _aspects(after)
    found = []
    for aspect in Aspect:
        if aspect is Aspect.TITLE:
            found += _titles(before[1], after[1])
        elif was[aspect] != becomes[aspect]:
            found.append(Difference(aspect, was[aspect], becomes[aspect]))
    return tuple(found)


def is_public(each: Planned | None) -> bool:
    """Whether everybody may know of the session as this text has it."""
    return each is not None and each[1].access is not Access.CLOSED


def _titles(before: SessionPlan, after: SessionPlan) -> list[Difference]:
    return [
        Difference(Aspect.TITLE, before.title.get(tongue, ""), after.title.get(tongue, ""), tongue)
        for tongue in sorted({*before.title, *after.title})
        if before.title.get(tongue, "") != after.title.get(tongue, "")
    ]


def _aspects(each: Planned) -> dict[Aspect, Any]:
    day, plan = each
    return {
        Aspect.TIME: (day, plan.start, plan.end),
        Aspect.ROOM: plan.room,
        Aspect.STATUS: plan.status or Status.CONFIRMED,
        Aspect.ACCESS: plan.access,
        Aspect.DOORS: (plan.doors, plan.doors_close),
        Aspect.TRACK: plan.track,
        Aspect.NOTE: plan.note or "",
        Aspect.AUDIENCE: tuple(str(rule) for rule in plan.audience),
        Aspect.MEETING: plan.meeting or "",
        Aspect.RE_ENTRY: plan.re_entry,
        Aspect.ILLUSTRATIVE: plan.illustrative,
        Aspect.SOURCE: plan.source,
    }
