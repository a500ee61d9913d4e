"""One day of the public programme as a grid: rooms as columns, closed times without a room.

Values in, values out. Nothing of a closed session but its times comes in here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Protocol, TypeVar

from eventops.core.multilingual import Multilingual, said
from eventops.editions.models import Room
from eventops.programme.phases import Phase, Timed, moment, phase_of
from eventops.programme.rules import Access, Status, Track

MOST_LANES = 3
"""How many sessions of one column may stand side by side; beyond, its rooms get their own."""

FIRST_HOUR = 6
"""The grid's first hour; what begins earlier stands at its top."""

LEAST = timedelta(minutes=30)
"""How long a session is drawn that ended before the first hour."""


class OnGrid(Timed, Protocol):
    """A session with its room: a row of the table, or a public value."""

    @property
    def code(self) -> str:
        """Opaque for closed sessions."""

    @property
    def track(self) -> Track:
        """Its hue."""

    @property
    def title(self) -> Multilingual:
        """In several languages."""

    @property
    def room(self) -> Room:
        """Where it is held."""

    @property
    def access(self) -> Access:
        """Who may enter."""


Shown = TypeVar("Shown", bound=OnGrid)


class Placed:
    """Something with times on the page of a day: where the grid draws it.

    What runs past midnight ends with the grid, and stands at the top of the next day's.
    """

    __slots__ = ()
    start: datetime
    end: datetime
    day: date | None
    column: int
    lane: int
    lanes: int

    @property
    def drawn_start(self) -> datetime:
        """Where it begins on the grid."""
        return max(self.start, self._at(FIRST_HOUR))

    @property
    def drawn_end(self) -> datetime:
        """Where it ends; midnight is the next day's 00:00."""
        ends = self.end if self.end > self._at(FIRST_HOUR) else self.drawn_start + LEAST
        return min(ends, self._at(24))

    @property
    def place(self) -> str:
        """Its place as classes, "col-3 at-0830 to-1000", in steps of five minutes.

        Its height decides what fits: under half an hour a line and the time, under three quarters
        no second language.
        """
        start, end = self.drawn_start, self.drawn_end
        minutes = (end - start).total_seconds() // 60
        begins, five = start.minute // 5 * 5, (end.minute + 4) // 5 * 5
        ends = end.hour * 60 + five if end.date() == start.date() else 24 * 60
        height = " is-short" if minutes < 30 else " is-half" if minutes < 45 else ""
        lane = f" lane-{self.lane}-{self.lanes}" if self.lanes > 1 else ""
        at = f"at-{start.hour:02d}{begins:02d} to-{ends // 60:02d}{ends % 60:02d}"
        return f"col-{self.column} {at}{lane}{height}"

    @property
    def days_before(self) -> int:
        """How many days before the page's it began."""
        return ((self.day or self.start.date()) - self.start.date()).days

    @property
    def days_after(self) -> int:
        """How many days after the page's it ends."""
        return (self.end.date() - (self.day or self.start.date())).days

    def _at(self, hour: int) -> datetime:
        on = self.day or self.start.date()
        midnight = datetime(on.year, on.month, on.day, tzinfo=self.start.tzinfo)
        return midnight + timedelta(hours=hour)


@dataclass(frozen=True, slots=True)
class Entry(Placed):
    """A session on the grid; times stand on the venue's clock."""

    code: str
    url: str
    track: str
    title: Multilingual
    start: datetime
    end: datetime
    room: Multilingual
    access: str
    status: str
    phase: Phase
    delay: int
    column: int = 1
    tells_room: bool = False
    """Whether its column has several rooms, so that the heading does not say which."""
    lane: int = 1
    lanes: int = 1
    reserved: bool = False
    day: date | None = None
    """The day of the page; the day of its start where there is none."""


@dataclass(frozen=True, slots=True)
class ReservedTime(Placed):
    """Closed sessions that touch each other, as one time: not even their number shows."""

    start: datetime
    end: datetime
    phase: Phase
    column: int
    lane: int = 1
    lanes: int = 1
    reserved: bool = True
    day: date | None = None


@dataclass(frozen=True, slots=True)
class RoomColumn:
    """A heading of the grid; ``seats`` when every room below it has as many."""

    name: Multilingual
    seats: int | None
    shared: bool


@dataclass(frozen=True, slots=True)
class DayGrid:
    """What a day's page draws."""

    rooms: tuple[RoomColumn, ...]
    reserved_column: int | None
    hours: tuple[datetime, ...]
    entries: tuple[Entry | ReservedTime, ...]
    now: datetime | None
    """The line's moment, when it lies within the hours drawn."""


def day_grid(
    sessions: Sequence[Shown],
    closed_times: Sequence[tuple[datetime, datetime]],
    *,
    day: date,
    now: datetime,
    address: Callable[[Shown], str],
) -> DayGrid:
    """The grid of one day. ``now`` stands on the venue's clock, like all that comes out.

    ``sessions`` are those that everyone may know, with their rooms; ``closed_times`` are start
    and end of the others.
    """
    columns = _columns(sessions)
    place = {room.id: number for number, rooms in enumerate(columns, 1) for room in rooms}
    shared = {room.id for rooms in columns if len(rooms) > 1 for room in rooms}
    entries = [
        replace(
            entry_of(session, now, address(session)),
            column=place[session.room.id],
            tells_room=session.room.id in shared,
            day=day,
        )
        for session in sessions
    ]
    reserved_column = len(columns) + 1 if closed_times else None
    times = [
        ReservedTime(start, end, phase_of(start, end, now), len(columns) + 1, day=day)
        for start, end in merged(closed_times, now.tzinfo)
    ]
    placed: list[Entry | ReservedTime] = [*in_lanes(entries), *times]
    hours = _hours(placed)
    return DayGrid(
        rooms=tuple(map(_heading, columns)),
        reserved_column=reserved_column,
        hours=hours,
        entries=tuple(sorted(placed, key=lambda entry: (entry.start, entry.column, entry.end))),
        now=now if hours and hours[0] <= now <= max(entry.end for entry in placed) else None,
    )


def merged(
    times: Iterable[tuple[datetime, datetime]], zone: tzinfo | None
) -> list[tuple[datetime, datetime]]:
    """Overlapping and touching times joined, on the zone's clock."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(times):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [(start.astimezone(zone), end.astimezone(zone)) for start, end in joined]


def in_lanes(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of one column that overlap, side by side."""
    placed: list[Entry] = []
    for _column, of_column in groupby(sorted(entries, key=_in_column), key=lambda one: one.column):
        for cluster in _clusters(list(of_column)):
            placed += _side_by_side(cluster)
    return placed


def _in_column(entry: Entry) -> tuple[int, datetime, datetime, str]:
    return entry.column, entry.drawn_start, entry.drawn_end, entry.code


def _clusters(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """Runs of entries by start, in which each overlaps one before it."""
    cluster: list[Entry] = []
    for entry in entries:
        if cluster and entry.drawn_start >= max(each.drawn_end for each in cluster):
            yield cluster
            cluster = []
        cluster.append(entry)
    if cluster:
        yield cluster


def _side_by_side(cluster: Sequence[Entry]) -> list[Entry]:
    ends: list[datetime] = []
    lanes = []
    for entry in cluster:
        free = (number for number, end in enumerate(ends) if end <= entry.drawn_start)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [entry.drawn_end]
        lanes.append(min(lane + 1, MOST_LANES))
    width = min(len(ends), MOST_LANES)
    return [
        replace(entry, lane=lane, lanes=width) for entry, lane in zip(cluster, lanes, strict=True)
    ]


def _columns(sessions: Sequence[OnGrid]) -> list[list[Room]]:
    """The rooms in use, those that share a column together, in the order of the venue's text."""
    rooms = {session.room.id: session.room for session in sessions}
    columns: dict[str, list[Room]] = {}
    for room in sorted(rooms.values(), key=lambda room: (room.position, room.code)):
        alone = room.column is None or _crowded(room.column, sessions)
        columns.setdefault(f"room {room.code}" if alone else f"column {room.column}", []).append(
            room
        )
    return list(columns.values())


def _crowded(column: str, sessions: Sequence[OnGrid]) -> bool:
    """Whether more sessions run at once in a column's rooms than fit side by side."""
    inside = [session for session in sessions if session.room.column == column]
    return any(
        sum(other.starts_at <= session.starts_at < other.ends_at for other in inside) > MOST_LANES
        for session in inside
    )


def entry_of(session: OnGrid, now: datetime, url: str) -> Entry:
    """A session alone, not yet on a grid, on the clock of ``now``."""
    at = moment(session, now)
    return Entry(
        code=session.code,
        url=url,
        track=str(session.track),
        title=session.title,
        start=session.starts_at.astimezone(now.tzinfo),
        end=session.ends_at.astimezone(now.tzinfo),
        room=session.room.name,
        access=str(session.access),
        status=str(session.status or Status.CONFIRMED),
        phase=at.phase,
        delay=at.delay,
    )


def _heading(rooms: Sequence[Room]) -> RoomColumn:
    seats = {room.seats for room in rooms}
    return RoomColumn(
        name={
            tongue: _joined([said(room.name, tongue) for room in rooms]) for tongue in rooms[0].name
        },
        seats=seats.pop() if len(seats) == 1 else None,
        shared=len(rooms) > 1,
    )


def _joined(names: Sequence[str]) -> str:
    """ "West Lake 1", "West Lake 2" → "West Lake 1–2"; names of other kinds with a slash."""
    stems = {name.rstrip("0123456789") for name in names}
    numbers = [name[len(name.rstrip("0123456789")) :] for name in names]
    if len(names) > 1 and len(stems) == 1 and all(numbers):
        low, high = min(map(int, numbers)), max(map(int, numbers))
        return f"{stems.pop()}{low}–{high}"
    return " / ".join(names)


def _hours(entries: Sequence[Entry | ReservedTime]) -> tuple[datetime, ...]:
    """The whole hours from the first start to the last end, within the day."""
    if not entries:
        return ()
    first = min(entry.drawn_start for entry in entries)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    last = max(entry.drawn_end for entry in entries)
    ends = 23 if last.date() > first.date() else last.hour
    return tuple(midnight + timedelta(hours=hour) for hour in range(first.hour, ends + 1))
