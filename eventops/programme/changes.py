"""What differs between two plans of an edition: pure, in a stable order, field by field."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from eventops.programme.plan import (
    ConflictsPlan,
    EditionPlan,
    HolidayPlan,
    LocalRule,
    Multilingual,
    SessionPlan,
)
from eventops.programme.rules import Status


class Subject(StrEnum):
    """What may change, in the order in which changes are listed."""

    SERIES = "series"
    EDITION = "edition"
    RULE = "rule"
    HOLIDAY = "holiday"
    MEETING = "meeting"
    VENUE = "venue"
    ROOM = "room"
    GATE = "gate"
    GROUP = "group"
    PARTY = "party"
    DAY = "day"
    SESSION = "session"


class Verb(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """Before and after are values of plan.py; for `order`, tuples of the codes in both plans."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One thing added, removed or changed. `code` is its code; of a day its date, of a holiday
    too, of a local rule its weekday and times, and empty where the order of all of a subject changed. `name` is what
    it is called (after the change, unless it is removed)."""

    subject: Subject
    code: str
    verb: Verb
    name: Multilingual
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Changes:
    entries: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, subject: Subject, verb: Verb | None = None) -> tuple[Change, ...]:
        return tuple(
            change
            for change in self.entries
            if change.subject is subject and verb in (None, change.verb)
        )


@dataclass(frozen=True)
class _Thing:
    name: Multilingual
    fields: Mapping[str, Any]


def compare(before: EditionPlan | None, after: EditionPlan) -> Changes:
    """What publishing `after` over `before` would change; None is an edition never published.

    The order of rooms, parties and the like counts. A status left out is `confirmed`.
    """
    entries: list[Change] = []
    for subject in Subject:
        was = _things(subject, before) if before else {}
        entries += _compare(subject, was, _things(subject, after))
    return Changes(tuple(entries))


def _compare(
    subject: Subject, before: Mapping[str, _Thing], after: Mapping[str, _Thing]
) -> Iterable[Change]:
    for code, thing in before.items():
        if code not in after:
            yield Change(subject, code, Verb.REMOVED, thing.name)
    for code, thing in after.items():
        if code not in before:
            yield Change(subject, code, Verb.ADDED, thing.name)
        elif differing := _differing(before[code].fields, thing.fields):
            yield Change(subject, code, Verb.CHANGED, thing.name, differing)
    # Days and sessions stand in the order of time, so a new order is a change of times.
    if subject not in (Subject.DAY, Subject.SESSION):
        was = tuple(code for code in before if code in after)
        now = tuple(code for code in after if code in before)
        if was != now:
            yield Change(subject, "", Verb.CHANGED, {}, (FieldChange("order", was, now),))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, before[name], value)
        for name, value in after.items()
        if before[name] != value
    )


def _things(subject: Subject, plan: EditionPlan) -> dict[str, _Thing]:
    match subject:
        case Subject.SERIES:
            # An edition has one series, so another code is a change of it, not another thing.
            return {"": _Thing(plan.series.name, _fields(plan.series))}
        case Subject.EDITION:
            preferred = {language: names[0] for language, names in plan.name.items()}
            own = _fields(plan, but=(*_PARTS.values(), "series", "days", "conflicts"))
            judged = _fields(plan.conflicts or ConflictsPlan())
            own |= {f"conflicts.{name}": value for name, value in judged.items()}
            return {plan.slug: _Thing(preferred, own)}
        case Subject.DAY:
            return {
                str(day.date): _Thing(day.title, _fields(day, but=("sessions",)))
                for day in plan.days
            }
        case Subject.SESSION:
            return {
                session.code: _Thing(session.title, _session_fields(date, session))
                for date, session in plan.dated_sessions()
            }
        case _:
            parts = getattr(plan, _PARTS[subject])
            return {_code(part): _Thing(part.name, _fields(part)) for part in parts}


_PARTS = {
    Subject.RULE: "rules",
    Subject.HOLIDAY: "holidays",
    Subject.MEETING: "meetings",
    Subject.VENUE: "venues",
    Subject.ROOM: "rooms",
    Subject.GATE: "gates",
    Subject.GROUP: "groups",
    Subject.PARTY: "parties",
}


def _code(part: Any) -> str:
    if isinstance(part, LocalRule):
        return f"{part.weekday} {_said(part.start)}-{_said(part.end)}"
    if isinstance(part, HolidayPlan):
        return str(part.date)
    return str(part.code)


def _fields(value: Any, but: Iterable[str] = ()) -> dict[str, Any]:
    return {item.name: getattr(value, item.name) for item in fields(value) if item.name not in but}


def _session_fields(date: datetime.date, session: SessionPlan) -> dict[str, Any]:
    own = _fields(session)
    return {"date": date} | own | {"status": session.status or Status.CONFIRMED}


def sentences(changes: Changes) -> tuple[str, ...]:
    """Each change in a line of plain English, for the command line."""
    return tuple(_sentence(change) for change in changes.entries)


def _sentence(change: Change) -> str:
    name = change.name.get("en") or next(iter(change.name.values()), "")
    subject = " ".join(part for part in (change.subject, change.code) if part)
    said = f'{subject} "{name}" {change.verb}' if name else f"{subject} {change.verb}"
    details = "; ".join(detail for item in change.fields for detail in _details(item))
    return f"{said}: {details}" if details else said


def _details(change: FieldChange) -> Iterable[str]:
    before, after = change.before, change.after
    if isinstance(before, dict) or isinstance(after, dict):
        was, now = before or {}, after or {}
        for language in sorted(was.keys() | now.keys()):
            if was.get(language) != now.get(language):
                texts = f"{_said(was.get(language))} → {_said(now.get(language))}"
                yield f"{change.field}.{language} {texts}"
    else:
        yield f"{change.field} {_said(before)} → {_said(after)}"


def _said(value: object) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
