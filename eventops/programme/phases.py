"""Where a session stands in time, by what really happened: values in, value out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from eventops.programme.rules import Status

Phase = Literal["past", "now", "ahead"]


class Timed(Protocol):
    """What has planned times and, once it runs, actual ones."""

    @property
    def starts_at(self) -> datetime:
        """Planned start."""

    @property
    def ends_at(self) -> datetime:
        """Planned end."""

    @property
    def actual_start_at(self) -> datetime | None:
        """When it really began, or will."""

    @property
    def actual_end_at(self) -> datetime | None:
        """When it really ended."""

    @property
    def status(self) -> Status | None:
        """None is confirmed."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A session's phase and by how many whole minutes it began late."""

    phase: Phase
    delay: int


def actual_times(session: Timed) -> tuple[datetime, datetime]:
    """Start and end as they happen; a late start moves the end until that is told too."""
    late = timedelta(0)
    if session.actual_start_at is not None:
        late = max(session.actual_start_at - session.starts_at, timedelta(0))
    starts = session.actual_start_at or session.starts_at
    return starts, session.actual_end_at or session.ends_at + late


def moment(session: Timed, now: datetime) -> Moment:
    """The phase by the actual start and end where known, else by the plan."""
    starts, ends = actual_times(session)
    late = int((starts - session.starts_at).total_seconds()) // 60
    delay = max(0, late) if session.status is not Status.CANCELLED else 0
    return Moment(phase_of(starts, ends, now), delay)


def phase_of(starts: datetime, ends: datetime, now: datetime) -> Phase:
    """Past from the end on, ahead until the start."""
    if now >= ends:
        return "past"
    return "now" if now >= starts else "ahead"
