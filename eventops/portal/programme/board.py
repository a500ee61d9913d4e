"""The board: rooms as columns, a day from top to bottom, what each session's card says. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventops.core.multilingual import Multilingual
from eventops.editions.models import Room
from eventops.programme.drafts import Draft, Drafted
from eventops.programme.entries import FIRST_HOUR, Placed
from eventops.programme.grid import in_lanes
from eventops.programme.rules import Status
from eventops.programme.standing import Standing, standings
from eventops.programme.times import on_clock

EARLIEST, LATEST = 7, 21
"""Hours between which there is room to drop a session, where none stands outside them."""
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many conflicts a session has, by how they weigh."""

    blocks: int = 0
    warns: int = 0
    informs: int = 0

    @property
    def any(self) -> bool:
        return bool(self.blocks or self.warns or self.informs)


@dataclass(frozen=True, slots=True)
class Card(Placed):
    """A session on the board or in the tray; times stand on the venue's clock."""

    code: str
    title: Multilingual
    track: str
    access: str
    status: str
    start: datetime
    end: datetime
    room: str
    """Its code."""
    room_name: Multilingual
    standings: tuple[Standing, ...]
    was: tuple[datetime, datetime, Multilingual] | None
    """Where it is published, when that is elsewhere."""
    locked: bool
    mark: str
    trouble: Trouble
    chosen: bool
    column: int = 1
    lane: int = 1
    lanes: int = 1
    day: date | None = None

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Column:
    """A room with its cards of one day, by time."""

    code: str
    name: Multilingual
    seats: int
    number: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One day of the board."""

    date: date
    title: Multilingual | None
    columns: tuple[Column, ...]
    hours: tuple[datetime, ...]
    now: datetime | None
    """Where the now-line stands, when it is this day."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What a board is drawn by beside the draft."""

    rooms: Sequence[Room]
    is_locked: Callable[[Drafted], bool]
    troubles: Mapping[str, Trouble]
    chosen: str
    now: datetime
    """Naive, on the venue's clock."""


def board_day(draft: Draft, day: date, title: Multilingual | None, looks: Looks) -> BoardDay:
    """A day with all rooms, also empty ones: something may be dropped there."""
    place = {room.code: number for number, room in enumerate(looks.rooms, 1)}
    cards = in_lanes(
        [
            card_of(each, looks, column=place[each.plan.room])
            for each in draft.sessions
            if each.day == day and not each.parked
        ]
    )
    columns = [
        Column(
            room.code,
            room.name,
            room.seats,
            place[room.code],
            tuple(sorted((each for each in cards if each.room == room.code), key=_by_time)),
        )
        for room in looks.rooms
    ]
    hours = _hours(day, cards)
    inside = hours[0] <= looks.now < hours[-1]
    return BoardDay(day, title, tuple(columns), hours, looks.now if inside else None)


def tray(draft: Draft, looks: Looks) -> list[Card]:
    """What waits for a place."""
    return [card_of(each, looks) for each in draft.tray]


def card_of(each: Drafted, looks: Looks, *, column: int = 1) -> Card:
    """A session's card, not yet beside others of its time."""
    names = {room.code: room.name for room in looks.rooms}
    plan, seen, said = each.plan, on_clock(each.day, each.plan), standings(each)
    was = None
    if each.published and Standing.MOVED in said:
        before = on_clock(*each.published)
        was = (before.starts, before.ends, names.get(each.published[1].room, {}))
    return Card(
        code=each.code,
        title=plan.title,
        track=plan.track.value,
        access=plan.access.value,
        status=(plan.status or Status.CONFIRMED).value,
        start=seen.starts,
        end=seen.ends,
        room=plan.room,
        room_name=names.get(plan.room, {}),
        standings=said,
        was=was,
        locked=looks.is_locked(each),
        mark=each.mark,
        trouble=looks.troubles.get(each.code, Trouble()),
        chosen=each.code == looks.chosen,
        column=column,
    )


def _by_time(card: Card) -> tuple[datetime, datetime, str]:
    return card.start, card.end, card.code


def _hours(day: date, cards: Sequence[Card]) -> tuple[datetime, ...]:
    midnight = datetime.combine(day, datetime.min.time())
    first = min([EARLIEST, *(card.start.hour for card in cards)])
    last = LATEST
    for card in cards:
        over = card.end.date() > day
        last = max(last, 24 if over else card.end.hour + (1 if card.end.minute else 0))
    return tuple(
        midnight + timedelta(hours=hour) for hour in range(max(first, FIRST_HOUR), last + 1)
    )
