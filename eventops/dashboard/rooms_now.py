"""What is on in rooms now and next, by what really happens. A closed session is a time, nothing else.

Only times of closed sessions leave the database here, so that no screen can tell more of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.multilingual import Multilingual
from eventops.editions.models import Room
from eventops.programme.models import Session
from eventops.programme.phases import Phase, phase_of
from eventops.programme.rules import Access, Status

AHEAD = timedelta(days=4)
MOST = 12
"""Sessions that a screen knows ahead: enough for a day without a network."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A session as a screen beside its door shows it; times stand on the venue's clock."""

    start: datetime
    end: datetime
    begins: datetime
    """When it really began, or will; else the planned start."""
    finishes: datetime
    code: str = ""
    """Empty for a reserved time, like all below."""
    title: Multilingual | None = None
    track: str = ""
    access: str = Access.CLOSED.value
    status: str = Status.CONFIRMED.value
    doors: datetime | None = None

    @property
    def reserved(self) -> bool:
        """Whether all that may be told is the time."""
        return not self.code

    @property
    def cancelled(self) -> bool:
        """Whether it is not held."""
        return self.status == Status.CANCELLED

    @property
    def delay(self) -> int:
        """By how many minutes it begins late."""
        late = int((self.begins - self.start).total_seconds()) // 60
        return 0 if self.cancelled or self.reserved else max(0, late)

    def phase(self, now: datetime) -> Phase:
        """Past, now or ahead."""
        return phase_of(self.begins, self.finishes, now)


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room with what is not over there, by time."""

    room: Room
    showings: tuple[Showing, ...]

    def running(self, now: datetime) -> list[Showing]:
        """What is on; something cancelled alone when nothing else is."""
        here = [each for each in self.showings if each.phase(now) == "now"]
        return [each for each in here if not each.cancelled] or here[:1]

    def following(self, now: datetime) -> Showing | None:
        """What comes next."""
        return next((each for each in self.showings if each.phase(now) == "ahead"), None)


def rooms_now(db: Db, rooms: Sequence[Room], now: datetime, *, closed: bool) -> list[RoomNow]:
    """Each room with what runs and what comes, in one statement; ``now`` on the venue's clock.

    ``closed``: whether the times of closed sessions may be told beside a room's name.
    """
    found: dict[str, list[Showing]] = defaultdict(list)
    for room_id, showing in _showings(db, rooms, now):
        if closed or not showing.reserved:
            found[room_id].append(showing)
    return [RoomNow(room, tuple(_joined(found[room.id]))[:MOST]) for room in rooms]


def rooms_with_public_sessions(db: Db, rooms: Sequence[Room]) -> list[Room]:
    """Those that the public programme names somewhere: no outsider is told of the others."""
    query = sa.select(Session.room_id).where(
        Session.room_id.in_([room.id for room in rooms]), Session.access != Access.CLOSED
    )
    named = set(db.scalars(query.distinct()))
    return [room for room in rooms if room.id in named]


def _showings(db: Db, rooms: Sequence[Room], now: datetime) -> Iterable[tuple[str, Showing]]:
    finishes = sa.func.coalesce(Session.actual_end_at, Session.ends_at)
    closed, cancelled = Session.access == Access.CLOSED, Session.status == Status.CANCELLED
    query = sa.select(
        Session.room_id,
        Session.starts_at,
        Session.ends_at,
        Session.actual_start_at,
        Session.actual_end_at,
        Session.access,
        *(
            sa.case((closed, sa.null()), else_=column).label(column.key)
            for column in (Session.code, Session.track, Session.status, Session.doors_at)
        ),
        sa.case((closed, sa.null()), else_=Session.title).label("title"),
    ).where(
        Session.room_id.in_([room.id for room in rooms]),
        finishes > now,
        Session.starts_at < now + AHEAD,
        sa.not_(sa.and_(closed, sa.func.coalesce(cancelled, sa.false()))),
    )
    for row in db.execute(query.order_by(Session.starts_at, Session.ends_at, Session.code)):
        yield row.room_id, _showing(row, now)


def _showing(row: sa.Row[*tuple[object, ...]], now: datetime) -> Showing:
    zone = now.tzinfo
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    begins, finishes = row.actual_start_at or start, row.actual_end_at or end
    times = Showing(start, end, begins.astimezone(zone), finishes.astimezone(zone))
    if row.access is Access.CLOSED:
        return times
    return replace(
        times,
        code=row.code,
        title=row.title,
        track=str(row.track),
        access=str(row.access),
        status=str(row.status or Status.CONFIRMED),
        doors=row.doors_at.astimezone(zone) if row.doors_at else None,
    )


def _joined(showings: Iterable[Showing]) -> Iterable[Showing]:
    """By real time; reserved times that touch become one, so that not even their number shows."""
    in_order = sorted(showings, key=lambda each: (each.begins, each.finishes, each.code))
    for reserved, run in groupby(in_order, key=lambda each: each.reserved):
        if not reserved:
            yield from run
            continue
        joined: list[Showing] = []
        for each in run:
            if joined and each.begins <= joined[-1].finishes:
                last = joined.pop()
                each = replace(
                    last,
                    end=max(last.end, each.end),
                    finishes=max(last.finishes, each.finishes),
                )
            joined.append(each)
        yield from joined
