"""The plan of an edition as values: everything the text format of schedules/ can say, and no more.

Field names are the keys of the text, in the order in which the canonical writer puts them.
Text in several languages is a dict by language code; variants are a dict of tuples, the
preferred first. A key that may be left out is None, False or an empty tuple here.

Order is content where it means something (rooms are columns of a grid, rules are read in order,
the first variant is preferred) and is kept. Sessions of a day and days of an edition have one
natural order, by time, which the values put themselves into: a plan read from a folder and the
same plan taken from the database are equal without anybody storing positions for them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from eventops.delegations.rules import PartyKind
from eventops.editions.rules import GateKind, MeetingLevel, ReEntry
from eventops.programme.audience import Rule
from eventops.programme.rules import (
    ROOM_WALK_MINUTES,
    TURN_ROUND_MINUTES,
    USUAL_SEVERITY,
    VENUE_WALK_MINUTES,
    Access,
    ConflictRule,
    Illustrative,
    Severity,
    Status,
    Track,
)

Multilingual: TypeAlias = dict[str, str]
Variants: TypeAlias = dict[str, tuple[str, ...]]


class Weekday(StrEnum):
    """In the order of `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, date: datetime.date) -> "Weekday":
        return tuple(cls)[date.weekday()]


@dataclass(frozen=True, kw_only=True)
class SeriesPlan:
    code: str
    name: Multilingual
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class LocalRule:
    """A window of a weekday that no session but a service may touch."""

    weekday: Weekday
    start: datetime.time  # the key `from`
    end: datetime.time  # the key `to`
    name: Multilingual
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class HolidayPlan:
    """A public holiday at the place of the edition."""

    date: datetime.date
    name: Multilingual
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConflictsPlan:
    """How an edition judges conflicts; what is None follows the usual severity and minutes."""

    turn_round_minutes: int | None = None
    room_walk_minutes: int | None = None
    venue_walk_minutes: int | None = None
    openings: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    room_taken: Severity | None = None
    principal_twice: Severity | None = None
    staff_twice: Severity | None = None
    local_rule: Severity | None = None
    holiday: Severity | None = None
    outside_hours: Severity | None = None
    room_too_small: Severity | None = None
    coverage: Severity | None = None
    turn_round: Severity | None = None
    walking_time: Severity | None = None
    partner_unnamed: Severity | None = None
    partner_absent: Severity | None = None
    opening_order: Severity | None = None
    partner_order: Severity | None = None
    note: str | None = None

    def severity(self, rule: ConflictRule) -> Severity:
        told: Severity | None = getattr(self, rule.value)
        return told or USUAL_SEVERITY.get(rule, Severity.WARNS)

    @property
    def turn_round_time(self) -> int:
        """Minutes between two sessions of a room."""
        return _or(self.turn_round_minutes, TURN_ROUND_MINUTES)

    @property
    def room_walk(self) -> int:
        """Minutes from one room to another of the same building."""
        return _or(self.room_walk_minutes, ROOM_WALK_MINUTES)

    @property
    def venue_walk(self) -> int:
        """Minutes from one building to another."""
        return _or(self.venue_walk_minutes, VENUE_WALK_MINUTES)


def _or(told: int | None, usual: int) -> int:
    return usual if told is None else told


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    code: str
    short_name: str
    name: Multilingual
    level: MeetingLevel
    source: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class VenuePlan:
    code: str
    name: Multilingual
    address: Multilingual | None = None
    latitude: float | None = None
    longitude: float | None = None
    opens: datetime.time | None = None
    closes: datetime.time | None = None  # at or before `opens` means on the next day
    illustrative: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoomPlan:
    code: str
    venue: str
    name: Multilingual
    seats: int
    illustrative: bool = False
    column: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class GatePlan:
    code: str
    name: Multilingual
    kind: GateKind
    rooms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    re_entry: ReEntry = ReEntry.FREE
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    code: str
    name: Multilingual
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PartyPlan:
    code: str
    kind: PartyKind
    groups: tuple[str, ...] = ()
    name: Multilingual
    sort: str
    flag: str | None = None
    state: bool
    quota: int
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """One session. Times are wall-clock times of the edition's zone on the day of its DayPlan;
    an end that comes before the start is on the next day (times.py)."""

    code: str
    meeting: str | None = None
    track: Track
    title: Multilingual
    start: datetime.time
    end: datetime.time
    doors: datetime.time | None = None
    doors_close: datetime.time | None = None
    room: str
    access: Access
    audience: tuple[Rule, ...]
    status: Status | None = None  # left out means confirmed
    re_entry: ReEntry | None = None  # left out means the gate's
    source: str
    illustrative: tuple[Illustrative, ...] = ()
    note: str | None = None

    @property
    def cancelled(self) -> bool:
        return self.status is Status.CANCELLED

    @property
    def past_midnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.end <= self.start


Planned: TypeAlias = tuple[datetime.date, SessionPlan]
"""A session and the day on which it begins."""


def _by_time(plan: SessionPlan) -> tuple[datetime.time, bool, datetime.time, str]:
    return plan.start, plan.past_midnight, plan.end, plan.code


@dataclass(frozen=True, kw_only=True)
class DayPlan:
    date: datetime.date
    title: Multilingual
    sessions: tuple[SessionPlan, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        in_order = sorted(self.sessions, key=_by_time)
        object.__setattr__(self, "sessions", tuple(in_order))


@dataclass(frozen=True, kw_only=True)
class EditionPlan:
    """The whole folder: edition.toml, venue.toml, parties.toml and programme/."""

    series: SeriesPlan
    slug: str
    short_name: str
    name: Variants
    theme: Variants | None = None
    city: Multilingual
    zone: str
    starts: datetime.date
    ends: datetime.date
    languages: tuple[str, ...]
    host: str
    chair: str
    next_chair: str | None = None
    organiser: Multilingual
    night_hour: datetime.time
    duty: tuple[Rule, ...] = ()
    source: str
    note: str | None = None
    conflicts: ConflictsPlan | None = None
    rules: tuple[LocalRule, ...] = ()
    holidays: tuple[HolidayPlan, ...] = ()
    meetings: tuple[MeetingPlan, ...] = ()
    venues: tuple[VenuePlan, ...] = ()
    rooms: tuple[RoomPlan, ...] = ()
    gates: tuple[GatePlan, ...] = ()
    groups: tuple[GroupPlan, ...] = ()
    parties: tuple[PartyPlan, ...] = ()
    days: tuple[DayPlan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(sorted(self.days, key=lambda day: day.date)))

    def dated_sessions(self) -> Iterator[Planned]:
        """Every session with its date, in the order of the programme."""
        for day in self.days:
            for session in day.sessions:
                yield day.date, session
