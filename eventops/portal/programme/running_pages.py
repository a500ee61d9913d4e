"""The day as it runs: by one tap a session runs, starts late, has ended; made for a phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.queries import names_of
from eventops.accounts.rules import Role
from eventops.core.errors import Invalid
from eventops.portal.pages import flash_undo, page_as_of, pages
from eventops.portal.programme.desk import DESK_AT
from eventops.programme.models import Session, SessionMark
from eventops.programme.phases import Moment, actual_times, moment
from eventops.programme.queries import session_by_code, sessions_of
from eventops.programme.rules import LATE_BY, Mark, Status, Track
from eventops.programme.running import (
    last_marks,
    mark_ended,
    mark_late,
    mark_running,
    runs,
    undo_mark,
)
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say

TELLERS = holders_of(Role.EDITOR, Role.PROTOCOL, Role.SUPERVISOR)
RUNNING_AT = f"{DESK_AT}/running"
AHEAD, BEHIND = timedelta(hours=3), timedelta(hours=2)
"""Which sessions are at hand: those that begin, or ended, within it."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """A session of these hours with what was told of it."""

    session: Session
    at: Moment
    begun: bool
    """Whether somebody told that it runs."""
    mark: SessionMark | None

    @property
    def over(self) -> bool:
        return self.session.actual_end_at is not None


@pages.get(RUNNING_AT)
@may_enter(TELLERS)
def running() -> str:
    """What runs, what begins next, what ended, each with its buttons."""
    found = _at_hand(now())
    told = [each.mark for each in found if each.mark]
    return render_template(
        "programme_desk/running.html",
        parts={
            phase: [each for each in found if each.at.phase == phase]
            for phase in ("now", "ahead", "past")
        },
        late_by=LATE_BY,
        mark_said=mark_said,
        names=names_of(db(), {mark.made_by for mark in told}),
        zoned=zoned,
        as_of=page_as_of(),
    )


@pages.post(f"{RUNNING_AT}/<code>/marks")
@may_enter(TELLERS)
def running_mark(code: str) -> Response:
    """Tell what becomes of one session: ``running``, ``late`` with ``minutes``, ``ended``."""
    session = _held(code)
    told, by = request.form.get("mark", ""), signed_in_viewer().actor
    match told.split("-"):
        case [Mark.RUNNING]:
            mark = mark_running(db(), session, by=by, now=now())
        case [Mark.LATE, minutes] if minutes.isascii() and minutes.isdigit():
            mark = mark_late(db(), session, int(minutes), by=by, now=now())
        case [Mark.ENDED]:
            mark = mark_ended(db(), session, by=by, now=now())
        case _:
            raise Invalid("late_by", minutes=list(LATE_BY))
    undoing = url_for("portal.running_undoing", edition=g.edition.slug, code=code, mark_id=mark.id)
    flash_undo(mark_said(mark, session), undoing)
    return redirect(url_for("portal.running", edition=g.edition.slug), 303)


@pages.post(f"{RUNNING_AT}/<code>/marks/<mark_id>/undoing")
@may_enter(TELLERS)
def running_undoing(code: str, mark_id: str) -> Response:
    """Take back what was told last of a session."""
    undo_mark(db(), _held(code), mark_id, by=signed_in_viewer().actor, now=now())
    flash(_("Taken back."))
    return redirect(url_for("portal.running", edition=g.edition.slug), 303)


def mark_said(mark: SessionMark, session: Session) -> str:
    """What was told, in the reader's language."""
    facts = {"title": session.title, "minutes": mark.minutes}
    return say(f"mark_{mark.state.value}", facts)


def _held(code: str) -> Session:
    """The session, locked, so that two taps do not cross."""
    found = session_by_code(db(), g.edition.id, code)
    db().refresh(found, ["actual_start_at", "actual_end_at"], with_for_update=True)
    return found


def _at_hand(at: datetime) -> list[AtHand]:
    rows = [each for each in sessions_of(db(), g.edition.id) if _near(each, at)]
    marks = last_marks(db(), {each.id for each in rows})
    return [
        AtHand(
            each,
            moment(each, at),
            runs(each, marks.get(each.id)),
            marks.get(each.id),
        )
        for each in rows
    ]


def _near(session: Session, at: datetime) -> bool:
    if session.status is Status.CANCELLED or session.track is Track.SERVICE:
        return False
    starts, ends = actual_times(session)
    return starts - AHEAD <= at < ends + BEHIND
