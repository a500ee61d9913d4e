"""Verbs of the day itself: a session runs, starts late, has ended; by one tap, and undone by one.

They move gates, signs and "now" at once, without a new version of the programme. Desk, door and
room call the same verbs; ``by`` says who it was.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.programme.models import Session, SessionMark
from eventops.programme.phases import actual_times
from eventops.programme.rules import LATE_BY, Mark, Status

EARLIEST = timedelta(hours=3)
"""Before its planned start nothing is told of a session: it would be another's."""

LATEST = timedelta(hours=12)
"""After its planned end."""


def mark_running(db: Db, session: Session, *, by: str, now: datetime) -> SessionMark:
    """The session has begun, now. Raises Conflict as ``_refuse`` says, ``session_runs``."""
    _refuse(session, now)
    if runs(session, _last(db, session)):
        raise Conflict("session_runs")
    return _told(db, session, Mark.RUNNING, None, (now, None), by=by, now=now)


def mark_late(db: Db, session: Session, minutes: int, *, by: str, now: datetime) -> SessionMark:
    """It is to begin so many minutes after the plan. Raises Invalid ``late_by``; as above."""
    if minutes not in LATE_BY:
        raise Invalid("late_by", minutes=list(LATE_BY))
    _refuse(session, now)
    if runs(session, _last(db, session)):
        raise Conflict("session_runs")
    starts = session.starts_at + timedelta(minutes=minutes)
    return _told(db, session, Mark.LATE, minutes, (starts, None), by=by, now=now)


def mark_ended(db: Db, session: Session, *, by: str, now: datetime) -> SessionMark:
    """It is over, now. Raises Conflict ``session_not_begun``; as above."""
    _refuse(session, now)
    if actual_times(session)[0] > now:
        raise Conflict("session_not_begun")
    return _told(db, session, Mark.ENDED, None, (session.actual_start_at, now), by=by, now=now)


def undo_mark(db: Db, session: Session, mark_id: str, *, by: str, now: datetime) -> SessionMark:
    """Take back what was told last. Raises Conflict ``mark_not_last`` when it was something else."""
    last = _last(db, session)
    if last is None or last.id != mark_id:
        raise Conflict("mark_not_last")
    last.undone_at = now
    session.actual_start_at, session.actual_end_at = last.start_before, last.end_before
    _note(db, "session mark undone", session, last, by=by, now=now)
    return last


def last_marks(db: Db, session_ids: Collection[str]) -> dict[str, SessionMark]:
    """Session → what was told of it last and holds; nothing once the session moved to later."""
    told = sa.or_(Session.actual_start_at.is_not(None), Session.actual_end_at.is_not(None))
    query = (
        sa.select(SessionMark)
        .join(Session, Session.id == SessionMark.session_id)
        .where(SessionMark.session_id.in_(session_ids), SessionMark.undone_at.is_(None), told)
    )
    marks: Sequence[SessionMark] = db.scalars(query.order_by(SessionMark.number)).all()
    return {mark.session_id: mark for mark in marks}


def _refuse(session: Session, now: datetime) -> None:
    """Raises Conflict ``session_is_cancelled``, ``session_ended``, ``session_not_its_time``."""
    if session.status is Status.CANCELLED:
        raise Conflict("session_is_cancelled")
    if session.actual_end_at is not None:
        raise Conflict("session_ended")
    if not session.starts_at - EARLIEST <= now <= session.ends_at + LATEST:
        raise Conflict("session_not_its_time")


def runs(session: Session, last: SessionMark | None) -> bool:
    """Whether somebody told that it has begun; a late start that was announced is not told yet."""
    told = last is not None and last.state is not Mark.LATE
    return told and session.actual_start_at is not None


def _last(db: Db, session: Session) -> SessionMark | None:
    return last_marks(db, (session.id,)).get(session.id)


def _told(
    db: Db,
    session: Session,
    state: Mark,
    minutes: int | None,
    times: tuple[datetime | None, datetime | None],
    *,
    by: str,
    now: datetime,
) -> SessionMark:
    count = sa.select(sa.func.max(SessionMark.number)).where(SessionMark.session_id == session.id)
    mark = SessionMark(
        session_id=session.id,
        number=(db.scalar(count) or 0) + 1,
        state=state,
        minutes=minutes,
        start_before=session.actual_start_at,
        end_before=session.actual_end_at,
        made_by=by,
        made_at=now,
    )
    session.actual_start_at, session.actual_end_at = times
    db.add(mark)
    db.flush()
    _note(db, "session marked", session, mark, by=by, now=now)
    return mark


def _note(
    db: Db, action: str, session: Session, mark: SessionMark, *, by: str, now: datetime
) -> None:
    journal.record(
        db,
        action,
        f"session:{session.id}",
        by=by,
        now=now,
        edition_id=session.edition_id,
        state=mark.state.value,
        minutes=mark.minutes,
    )
