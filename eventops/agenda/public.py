"""What of the public programme needs entitlement or calendars: a session's page, the calendar.

Their addresses belong to the programme, so they are added to its blueprint; these views stand
here because entitlement and calendars do.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from flask import Response, g, render_template, url_for

from eventops.accounts.access import ANYONE, may_enter
from eventops.agenda.entitlement import Entitlement, entitlement
from eventops.agenda.feed import base_url, calendar_answer
from eventops.agenda.feed_state import places_of
from eventops.agenda.own import own_delegate_if_any
from eventops.agenda.queries import plan_for, standing_of
from eventops.agenda.reasons import Circle, why
from eventops.agenda.rendering import public_body, public_calendar, public_tag
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegate
from eventops.editions.queries import meetings_of
from eventops.programme import files
from eventops.programme.entries import Entry, entry_of
from eventops.programme.expected import expected_lines
from eventops.programme.invited import rules_of
from eventops.programme.models import Session
from eventops.programme.queries import (
    audiences_of,
    latest_version,
    names_of_groups,
    names_of_parties,
    public_sessions,
    session_by_code,
)
from eventops.programme.rules import PUBLIC_AUDIENCE, Access
from eventops.programme.sentences import illustration
from eventops.programme.views import (
    cacheable_for_strangers,
    pages,
    programme_as_of,
    sees_all,
    session_url,
)
from eventops.web.answers import told
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say

__all__ = ["files", "pages"]


@dataclass(frozen=True, slots=True)
class SessionDetail(Entry):
    """A session with all that its own page says."""

    meeting: str | None = None
    doors: datetime | None = None
    doors_close: datetime | None = None
    venue: Multilingual | None = None
    note: str | None = None
    illustrative: str | None = None
    source: str | None = None


@pages.get("/e/<edition>/sessions/<code>")
@may_enter(ANYONE)
def session(code: str) -> Response:
    """One session; a closed one is not there for those who are not expected at it."""
    cacheable_for_strangers()
    row = session_by_code(db(), g.edition.id, code)
    delegate = own_delegate_if_any()
    answer = _entitlement(row, delegate) if delegate else None
    if row.access is Access.CLOSED and not _may_know(answer):
        raise NotFound("no_session")
    page = render_template(
        "programme/session.html",
        session=_detail(row),
        expected=_expected(row) if _may_know_who(row, answer) else [],
        mine=_sentence(row, delegate, answer) if delegate and answer else None,
        shown=answer is not None and answer.grade.shown,
        ics_url=None,
        substitutions_url=_substitutions_url(row),
        day_url=url_for(
            "programme.day", edition=g.edition.slug, day=zoned(row.starts_at).date().isoformat()
        ),
        as_of=programme_as_of(),
    )
    return told(page)


@pages.get("/e/<edition>/programme.ics")
@may_enter(ANYONE)
def calendar() -> Response:
    """The public programme as a calendar; closed sessions are not in it."""
    g.personal = False
    sessions, places = list(public_sessions(db(), g.edition.id)), places_of(db(), g.edition)
    frame = public_calendar(places, base_url=base_url())
    version = latest_version(db(), g.edition.id)
    response = calendar_answer(
        public_tag(sessions, places, frame),
        lambda: public_body(sessions, places, frame, base_url=base_url()),
        changed_at=version.published_at if version else now(),
    )
    response.headers["Content-Disposition"] = f'inline; filename="{g.edition.slug}.ics"'
    return response


def _may_know(answer: Entitlement | None) -> bool:
    """Whether the viewer may know that this closed session exists."""
    return sees_all() or (answer is not None and answer.grade.shown)


def _may_know_who(row: Session, answer: Entitlement | None) -> bool:
    """Whether the viewer may know who takes part: those concerned, where not everyone may."""
    return row.access in PUBLIC_AUDIENCE or _may_know(answer)


def _substitutions_url(row: Session) -> str | None:
    """Who stands in at the session, for those who may see every delegation."""
    if not sees_all():
        return None
    return url_for("portal.open_substitutions", edition=g.edition.slug, session=row.code)


def _entitlement(row: Session, delegate: Delegate) -> Entitlement:
    plan = plan_for(db(), g.edition)
    person = standing_of(db(), delegate.id)
    return entitlement(person, plan.expectation(row.id), plan.duty)


def _sentence(row: Session, delegate: Delegate, answer: Entitlement) -> str:
    meetings = {each.code: each.short_name for each in meetings_of(db(), g.edition.id)}
    return why(answer, row, Circle(delegate.delegation.party.name, meetings))


def _expected(row: Session) -> list[str]:
    audiences = audiences_of(db(), g.edition.id)
    parties = names_of_parties(db(), g.edition.id)
    names = {code: party.name for code, party in parties.items()}
    names |= names_of_groups(db(), g.edition.id)
    return expected_lines(rules_of(row.code, audiences), names)


def _detail(row: Session) -> SessionDetail:
    entry = entry_of(row, zoned(now()), session_url(row))
    mark = illustration(row.illustrative)
    return SessionDetail(
        **{field.name: getattr(entry, field.name) for field in fields(Entry)},
        meeting=row.meeting.short_name if row.meeting else None,
        doors=zoned(row.doors_at) if row.doors_at else None,
        doors_close=zoned(row.doors_close_at) if row.doors_close_at else None,
        venue=row.room.venue.name,
        note=row.note,
        illustrative=say(mark) if mark else None,
        source=row.source,
    )
