"""Changes of sessions in the reader's words: for the desk, notices, letters and agendas."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_babel import gettext as _

from eventops.agenda.change_labels import KINDS, LABELS, WORDS
from eventops.core.multilingual import Multilingual, said
from eventops.programme.plan import Planned
from eventops.programme.session_difference import (
    SEEN,
    Aspect,
    Difference,
    Kind,
    differences,
    kind_of,
)
from eventops.web.pages import LANGUAGES, day, language
from eventops.web.sentences import say


@dataclass(frozen=True, slots=True)
class SaidField:
    """One aspect: what it is called, what it was and is."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class SaidChange:
    """What became of one session, in words. ``when`` and ``room`` are those after the change."""

    code: str
    kind: Kind
    title: str
    when: str
    room: str
    fields: tuple[SaidField, ...]

    @property
    def word(self) -> str:
        """What kind of change it is."""
        return str(KINDS[self.kind])

    @property
    def line(self) -> str:
        """All of it on one line."""
        place = f"{self.title}, {self.when}, {self.room}"
        if self.kind is Kind.NEW:
            return str(_("New: %(session)s.", session=place))
        if self.kind is Kind.CANCELLED:
            return str(_("Cancelled: %(session)s.", session=place))
        changes = "; ".join(
            f"{each.label}: {each.was or '–'} → {each.becomes or '–'}" for each in self.fields
        )
        if self.kind is Kind.AGAIN:
            return str(_("Held after all: %(session)s.", session=place))
        return f"{self.title}, {self.when}. {changes}." if changes else f"{place}."


@dataclass(frozen=True, slots=True)
class Names:
    """Room and meeting by code."""

    rooms: Mapping[str, Multilingual]
    meetings: Mapping[str, str]

    def room(self, code: str) -> str:
        """A room as the reader calls it."""
        return said(self.rooms.get(code), language()) or code


def said_change(
    before: Planned | None, after: Planned, names: Names, aspects: Collection[Aspect] = SEEN
) -> SaidChange:
    """The change in the reader's language, of these aspects alone."""
    kind = kind_of(before, after)
    fields = tuple(
        _field(each, names)
        for each in (differences(before, after) if before else ())
        if each.aspect in aspects
        and not (kind is not Kind.CHANGED and each.aspect is Aspect.STATUS)
    )
    plan = after[1]
    return SaidChange(
        plan.code,
        kind,
        said(plan.title, language()),
        when_said(after),
        names.room(plan.room),
        fields,
    )


def when_said(each: Planned) -> str:
    """``Thu 15 Jan 10:00–11:00``"""
    on, plan = each
    return _time((on, plan.start, plan.end))


def _field(each: Difference, names: Names) -> SaidField:
    was, becomes = (_value(each.aspect, value, names) for value in (each.before, each.after))
    if each.aspect is Aspect.TIME and each.before[0] == each.after[0]:
        was = _clocks(each.before[1], each.before[2])
        becomes = _clocks(each.after[1], each.after[2])
    return SaidField(_label(each), was, becomes)


def _label(each: Difference) -> str:
    if each.aspect is Aspect.TITLE:
        tongue = LANGUAGES.get(each.language, each.language)
        return str(_("Title (%(language)s)", language=tongue))
    return str(LABELS[each.aspect])


def _value(aspect: Aspect, value: Any, names: Names) -> str:
    match aspect:
        case Aspect.TIME:
            return _time(value)
        case Aspect.ROOM:
            return names.room(value)
        case Aspect.DOORS:
            return "–".join(f"{each:%H:%M}" for each in value if each)
        case Aspect.MEETING:
            return names.meetings.get(value, value)
        case Aspect.TRACK:
            return say(f"track_{value.value}")
        case Aspect.AUDIENCE | Aspect.ILLUSTRATIVE:
            return ", ".join(str(each) for each in value)
    return str(WORDS.get(value, value or ""))


def _time(value: tuple[date, time, time]) -> str:
    on, start, end = value
    return f"{day(on)} {_clocks(start, end)}"


def _clocks(start: time, end: time) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"
