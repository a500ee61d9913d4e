"""Differences between the draft and a file in the reader's words: what was, what would be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from eventops.core.multilingual import Multilingual, said
from eventops.programme.changes import Change, FieldChange
from eventops.programme.plan import EditionPlan, Planned
from eventops.programme.workbook import WorkColumn, columns_for, title_column
from eventops.web.pages import day, language
from eventops.web.sentences import say

NOTHING = "–"
WORDED = {"track": "track", "access": "access", "status": "status", "re_entry": "re_entry"}


@dataclass(frozen=True, slots=True)
class SaidDifference:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SaidChange:
    code: str
    name: Multilingual
    when: str
    differences: tuple[SaidDifference, ...] = ()


class Words:
    """Says values of sessions; ``plan`` is the draft, whose rooms and meetings have names."""

    def __init__(self, plan: EditionPlan) -> None:
        self.rooms = {room.code: room.name for room in plan.rooms}
        self.meetings = {meeting.code: meeting.short_name for meeting in plan.meetings}
        columns = columns_for(plan.languages, ())
        self.headings = {column.key: column for column in columns}

    def change(self, change: Change, planned: Planned) -> SaidChange:
        """One session; ``planned`` is how it would stand."""
        told = [one for each in change.fields for one in self._differences(each)]
        return SaidChange(change.code, change.name, self.when(planned), tuple(told))

    def when(self, planned: Planned) -> str:
        """``Thu 15 Jan, 08:30–10:00, Grand Hall``."""
        on, session = planned
        hours = f"{session.start:%H:%M}–{session.end:%H:%M}"
        return f"{day(on)}, {hours}, {self._room(session.room)}"

    def session(self, planned: Planned) -> SaidChange:
        return SaidChange(planned[1].code, planned[1].title, self.when(planned))

    def _differences(self, change: FieldChange) -> Iterator[SaidDifference]:
        before, after = change.before, change.after
        if change.field == "title":
            for tongue in sorted(before.keys() | after.keys()):
                was, now = before.get(tongue, NOTHING), after.get(tongue, NOTHING)
                if was != now:
                    yield SaidDifference(self._heading(title_column(tongue)), was, now)
            return
        field = self._heading(self.headings[change.field])
        was, now = self._value(change.field, before), self._value(change.field, after)
        yield SaidDifference(field, was, now)

    def _heading(self, column: WorkColumn) -> str:
        return said(column.heading, language())

    def _room(self, code: str) -> str:
        return said(self.rooms.get(code), language()) or code

    def _value(self, field: str, value: Any) -> str:
        if value is None or value == ():
            return NOTHING
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, date):
            return day(value)
        if field == "room":
            return self._room(value)
        if field == "meeting":
            return self.meetings.get(str(value), str(value))
        if field == "illustrative":
            return ", ".join(say(f"illustrative_{each}") for each in value)
        if isinstance(value, tuple):
            return "; ".join(str(each) for each in value)
        return say(f"{WORDED[field]}_{value}") if field in WORDED else str(value)


def said_part(change: Change) -> str:
    """A change of something else than a session: ``Room: Grand Hall``."""
    name = said(change.name, language()) or change.code
    part = say(f"part_{change.subject}")
    return f"{part}: {name}" if name else part
