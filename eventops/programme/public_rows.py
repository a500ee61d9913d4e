"""The public programme as plain values, for programs and files: lean, whatever its size.

Closed sessions are times alone; of the others, audiences are never read here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.multilingual import Multilingual
from eventops.editions.models import Edition, Meeting, Room
from eventops.editions.queries import meetings_of, rooms_of
from eventops.programme.grid import merged
from eventops.programme.models import Session
from eventops.programme.queries import BY_TIME, closed_times
from eventops.programme.rules import Access, Status, Track


@dataclass(frozen=True, slots=True)
class PublicSession:
    """A session that everyone may know of; times stand on the venue's clock."""

    code: str
    meeting: str | None
    """Code of the meeting."""
    meeting_name: str
    track: Track
    title: Multilingual
    start: datetime
    end: datetime
    actual_start_at: datetime | None
    actual_end_at: datetime | None
    doors: datetime | None
    room: Room
    """With its venue."""
    access: Access
    status: Status
    illustrative: tuple[str, ...]
    note: str | None
    source: str

    @property
    def starts_at(self) -> datetime:
        """Its planned start, as a session's row names it."""
        return self.start

    @property
    def ends_at(self) -> datetime:
        """Its planned end."""
        return self.end


@dataclass(frozen=True, slots=True)
class Reserved:
    """Closed sessions that touch each other, as one time."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """All of it, each part by time."""

    sessions: tuple[PublicSession, ...]
    reserved: tuple[Reserved, ...]

    @property
    def by_time(self) -> list[PublicSession | Reserved]:
        """Both together; a reserved time behind what begins with it."""
        return sorted((*self.sessions, *self.reserved), key=lambda each: each.start)


_COLUMNS = (
    Session.code,
    Session.meeting_id,
    Session.track,
    Session.title,
    Session.starts_at,
    Session.ends_at,
    Session.actual_start_at,
    Session.actual_end_at,
    Session.doors_at,
    Session.room_id,
    Session.access,
    Session.status,
    Session.illustrative,
    Session.note,
    Session.source,
)


def public_programme(
    db: Db, edition: Edition, within: tuple[datetime, datetime] | None = None
) -> PublicProgramme:
    """What everyone may know of an edition, in four statements; ``within`` two moments, what is
    planned for some of the time between."""
    zone = ZoneInfo(edition.zone)
    room_by_id = {room.id: room for room in rooms_of(db, edition.id)}
    meeting_by_id = {meeting.id: meeting for meeting in meetings_of(db, edition.id)}
    query = sa.select(*_COLUMNS).where(
        Session.edition_id == edition.id, Session.access != Access.CLOSED
    )
    if within is not None:
        query = query.where(Session.starts_at < within[1], Session.ends_at > within[0])
    rows = db.execute(query.order_by(*BY_TIME))
    closed = closed_times(db, edition.id, *(within or (None, None)))
    return PublicProgramme(
        tuple(_session(row, room_by_id, meeting_by_id, zone) for row in rows),
        tuple(Reserved(*times) for times in merged(closed, zone)),
    )


def _session(
    row: Sequence[Any], rooms: Mapping[str, Room], meetings: Mapping[str, Meeting], zone: ZoneInfo
) -> PublicSession:
    code, meeting_id, track, title, starts, ends, began, ended, doors, room_id, *told = row
    access, status, marks, note, source = told
    meeting = meetings.get(meeting_id)
    return PublicSession(
        code=code,
        meeting=meeting.code if meeting else None,
        meeting_name=meeting.short_name if meeting else "",
        track=track,
        title=title,
        start=starts.astimezone(zone),
        end=ends.astimezone(zone),
        actual_start_at=began,
        actual_end_at=ended,
        doors=doors.astimezone(zone) if doors else None,
        room=rooms[room_id],
        access=access,
        status=status or Status.CONFIRMED,
        illustrative=tuple(marks),
        note=note,
        source=source,
    )
