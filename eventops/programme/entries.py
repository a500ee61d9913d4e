"""A session, or a reserved time, on the page of a day: what it shows and where the grid draws it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from eventops.core.multilingual import Multilingual
from eventops.editions.models import Room
from eventops.programme.phases import Phase, Timed, moment
from eventops.programme.rules import Access, Status, Track

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
