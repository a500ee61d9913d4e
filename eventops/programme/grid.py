"""One day of the public programme as a grid: rooms as columns, closed times without a room.

Values in, values out. Nothing of a closed session but its times comes in here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import Field, dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any, ClassVar, Protocol, TypeVar

from eventops.core.multilingual import Multilingual, said
from eventops.editions.models import Room
from eventops.programme.entries import Entry, OnGrid, ReservedTime, Shown, entry_of
from eventops.programme.phases import phase_of

MOST_LANES = 3
"""How many sessions of one column may stand side by side; beyond, its rooms get their own."""


class Laid(Protocol):
    """A dataclass that is drawn in a column from one moment to another."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def code(self) -> str: ...
    @property
    def drawn_start(self) -> datetime: ...
    @property
    def drawn_end(self) -> datetime: ...
    @property
    def column(self) -> int: ...


AnEntry = TypeVar("AnEntry", bound=Laid)


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


def in_lanes(entries: Sequence[AnEntry]) -> list[AnEntry]:
    """Entries of one column that overlap, side by side, in their fields ``lane`` and ``lanes``."""
    placed: list[AnEntry] = []
    for _column, of_column in groupby(sorted(entries, key=_in_column), key=lambda one: one.column):
        for cluster in _clusters(list(of_column)):
            placed += _side_by_side(cluster)
    return placed


def _in_column(entry: Laid) -> tuple[int, datetime, datetime, str]:
    return entry.column, entry.drawn_start, entry.drawn_end, entry.code


def _clusters(entries: Sequence[AnEntry]) -> Iterable[list[AnEntry]]:
    """Runs of entries by start, in which each overlaps one before it."""
    cluster: list[AnEntry] = []
    for entry in entries:
        if cluster and entry.drawn_start >= max(each.drawn_end for each in cluster):
            yield cluster
            cluster = []
        cluster.append(entry)
    if cluster:
        yield cluster


def _side_by_side(cluster: Sequence[AnEntry]) -> list[AnEntry]:
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
