"""A programme made ready: sessions as intervals on the venue's clock, in order, with their masks."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from eventops.programme.conflicts.audiences import Expected, Readings
from eventops.programme.conflicts.clash import Clash
from eventops.programme.conflicts.facts import Facts
from eventops.programme.plan import HolidayPlan, LocalRule, Planned, SessionPlan, Weekday
from eventops.programme.rules import ConflictRule, Severity, Status, Track

DAY = 24 * 60


@dataclass(slots=True, eq=False)
class Placed:
    """A session in time and place. Minutes are wall-clock minutes since the first of January 1."""

    plan: SessionPlan
    expected: Expected
    code: str
    start: int
    end: int
    room: str
    venue: str
    spot: str
    """Rooms of one column lie side by side: between them nobody walks."""
    people: int
    """Principals and staff together."""
    wanted: int
    """All that no other session may want meanwhile: a bit for the room, and those of the people."""
    held: bool
    """Neither cancelled nor parked."""

    @property
    def order(self) -> tuple[int, int, str]:
        return self.start, self.end, self.code


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """The sessions of one meeting by time, and among them those whose order matters."""

    held: list[Placed]
    openings: list[Placed]
    partners: list[Placed]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What ``every`` and ``touched_by`` ask. Nothing of it changes."""

    sessions: tuple[Planned, ...]
    parked: frozenset[str]
    facts: Facts
    readings: Readings
    known: Mapping[str, Placed]
    """Every session by its code, held or not."""
    held: tuple[Placed, ...]
    """Those that take place, by start, end and code."""
    starts: tuple[int, ...]
    longest: int
    """Minutes of the longest session."""
    reach: int
    """Beyond so many minutes neither turn-round nor walking matters."""
    of_meeting: Mapping[str, Meeting]
    openings: frozenset[str]
    kept: Mapping[int, tuple[LocalRule | HolidayPlan, ...]]
    """Ordinal of a day → what must be kept free on it."""
    hours: Mapping[str, tuple[int, int]]
    """Room → minutes from which and to which its building is open, the latter perhaps past midnight."""
    severities: Mapping[ConflictRule, Severity]

    def clash(self, rule: ConflictRule, *sessions: Placed, **facts: object) -> Clash:
        """A conflict of sessions in order of time."""
        return Clash(
            rule,
            self.severities[rule],
            tuple([each.code for each in sessions]),
            sessions[0].start,
            tuple([(each.start, each.end, each.room) for each in sessions]),
            facts,
        )

    def around(self, one: Placed) -> list[Placed]:
        """Other sessions near enough in time to be in its way."""
        first = bisect_left(self.starts, one.start - self.longest - self.reach)
        last = bisect_right(self.starts, one.end + self.reach)
        begin = one.start - self.reach
        return [
            each for each in self.held[first:last] if each.end >= begin and each.code != one.code
        ]

    def placed(self, day: date, plan: SessionPlan, expected: Expected, *, held: bool) -> Placed:
        return _placed(self.facts, day, plan, expected, held=held)


def prepare(sessions: Iterable[Planned], facts: Facts, parked: Collection[str] = ()) -> Prepared:
    """Sessions in any order; ``parked`` are codes of those that have no place at present.

    Wall-clock time is enough, since all happens at one place: only in the night in which clocks
    change may a session seem an hour longer or shorter.
    """
    planned = tuple(sessions)
    readings = Readings(facts, {plan.code: plan for _, plan in planned})
    aside = frozenset(parked)
    known: dict[str, Placed] = {}
    for day, plan in planned:
        held = plan.status is not Status.CANCELLED and plan.code not in aside
        known[plan.code] = _placed(facts, day, plan, readings.of(plan), held=held)
    held_ones = sorted([each for each in known.values() if each.held], key=lambda each: each.order)
    judged, openings = facts.judged, _openings(facts, planned)
    return Prepared(
        sessions=planned,
        parked=aside,
        facts=facts,
        readings=readings,
        known=known,
        held=tuple(held_ones),
        starts=tuple([each.start for each in held_ones]),
        longest=max((each.end - each.start for each in held_ones), default=0),
        reach=max(judged.turn_round_time, judged.room_walk, judged.venue_walk),
        of_meeting=_by_meeting(held_ones, openings),
        openings=openings,
        kept=_kept(facts, [planned_day for planned_day, _ in planned]),
        hours=_hours(facts),
        severities={rule: judged.severity(rule) for rule in ConflictRule},
    )


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _placed(
    facts: Facts, day: date, plan: SessionPlan, expected: Expected, *, held: bool
) -> Placed:
    """A session that ends at or before its start ends on the next day."""
    midnight = day.toordinal() * DAY
    start, end = midnight + minutes(plan.start), midnight + minutes(plan.end)
    room = facts.rooms[plan.room]
    people = expected.principals | expected.staff
    return Placed(
        plan,
        expected,
        plan.code,
        start,
        end if end > start else end + DAY,
        plan.room,
        room.venue,
        f"column {room.column}" if room.column else plan.room,
        people,
        people << len(facts.rooms) | 1 << facts.place_of_room[plan.room],
        held,
    )


def _by_meeting(held: Iterable[Placed], openings: frozenset[str]) -> dict[str, Meeting]:
    found: dict[str, Meeting] = {}
    for each in held:
        if each.plan.meeting is not None:
            meeting = found.setdefault(each.plan.meeting, Meeting([], [], []))
            meeting.held.append(each)
            if each.code in openings:
                meeting.openings.append(each)
            if each.plan.track is Track.PARTNER and each.expected.place >= 0:
                meeting.partners.append(each)
    return found


def _openings(facts: Facts, planned: Iterable[Planned]) -> frozenset[str]:
    """As the edition says; else the ceremonies that are called so."""
    if facts.judged.openings:
        return frozenset(facts.judged.openings)
    return frozenset(
        plan.code
        for _, plan in planned
        if plan.track is Track.CEREMONY and f"-{plan.code}".endswith("-opening")
    )


def kept_on(facts: Facts, day: int) -> tuple[LocalRule | HolidayPlan, ...]:
    """What an edition keeps free on a day, by its ordinal."""
    on = date.fromordinal(day)
    holiday = facts.holidays.get(on)
    rules = [rule for rule in facts.rules if rule.weekday is Weekday.of(on)]
    return (*rules, holiday) if holiday else tuple(rules)


def _kept(facts: Facts, days: Iterable[date]) -> dict[int, tuple[LocalRule | HolidayPlan, ...]]:
    return {day.toordinal(): kept_on(facts, day.toordinal()) for day in set(days)}


def _hours(facts: Facts) -> dict[str, tuple[int, int]]:
    found = {}
    for room in facts.rooms:
        hours = facts.hours(room)
        if hours is not None:
            opens, closes = minutes(hours[0]), minutes(hours[1])
            found[room] = opens, closes if closes > opens else closes + DAY
    return found
