"""The public programme: a day as a page and alone, and all of it as JSON.

A session's own page and the public calendar need entitlement and calendars, which stand above;
eventops/agenda/public.py adds them to this blueprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from eventops.accounts.access import ANYONE, may_enter, unattended, viewer
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual
from eventops.programme.filtering import Wanted, filter_form, kept, wanted
from eventops.programme.grid import day_grid, merged
from eventops.programme.models import Session
from eventops.programme.queries import (
    audiences_of,
    closed_times,
    latest_version,
    names_of_parties,
    public_sessions,
)
from eventops.programme.rules import Status
from eventops.web.answers import told, told_json
from eventops.web.db import db
from eventops.web.now import now, today
from eventops.web.pages import AsOf, as_of, zoned
from eventops.web.sentences import say

pages = Blueprint("programme", __name__)
pages.add_app_template_global(say, "say")


@dataclass(frozen=True, slots=True)
class DayTab:
    """One day to choose."""

    date: date
    title: Multilingual | None
    url: str
    current: bool


@pages.get("/e/<edition>/programme", endpoint="today")
@may_enter(ANYONE)
def first_look() -> Response:
    """The day that runs now, else the first."""
    days = _days()
    return _page(today() if today() in days else days[0])


@pages.get("/e/<edition>/programme/<day>")
@may_enter(ANYONE)
def day(day: str) -> Response:
    """One day, 2026-01-15."""
    return _page(_day(day))


@pages.get("/e/<edition>/programme/<day>/entries")
@unattended
@may_enter(ANYONE)
def entries(day: str) -> Response:
    """The day's list alone, for refreshing the page."""
    cacheable_for_strangers()
    return told(render_template("programme/_entries.html", **_context(_day(day))))


@pages.get("/e/<edition>/programme.json")
@may_enter(ANYONE)
def as_json() -> Response:
    """The whole public programme for programs; closed sessions are times only."""
    g.personal = False
    sessions = public_sessions(db(), g.edition.id)
    version = latest_version(db(), g.edition.id)
    closed = merged(closed_times(db(), g.edition.id), zoned(now()))
    return told_json(
        {
            "edition": g.edition.slug,
            "name": {tongue: texts[0] for tongue, texts in g.edition.name.items()},
            "zone": g.edition.zone,
            "version": version.number if version else None,
            "published_at": zoned(version.published_at).isoformat() if version else None,
            "days": [
                {"date": on, "title": told_of["title"]} for on, told_of in sorted(_told_days())
            ],
            "sessions": [_as_value(session) for session in sessions],
            "reserved": [
                {"start": start.isoformat(), "end": end.isoformat()} for start, end in closed
            ],
        }
    )


def cacheable_for_strangers() -> None:
    """A page without a viewer is the same for everyone and may be kept, if asked about again."""
    g.personal = viewer() is not None


def programme_as_of() -> AsOf:
    """Which version of the programme is shown, since when."""
    version = latest_version(db(), g.edition.id)
    if version is None:
        return as_of(None, now(), g.edition.city)
    return as_of(version.number, version.published_at, g.edition.city)


def session_url(session: Session) -> str:
    """A session's own page."""
    return url_for("programme.session", edition=g.edition.slug, code=session.code)


def _page(on: date) -> Response:
    cacheable_for_strangers()
    return told(render_template("programme/day.html", **_context(on)))


def _context(on: date) -> dict[str, Any]:
    """Everything the templates of a day are told."""
    every, parties = public_sessions(db(), g.edition.id), names_of_parties(db(), g.edition.id)
    audiences = audiences_of(db(), g.edition.id)
    wish = wanted(
        request.args.getlist("track"), request.args.get("delegation", ""), parties=parties
    )
    of_day = [session for session in every if zoned(session.starts_at).date() == on]
    shown = kept(of_day, wish, audiences=audiences, party=parties.get(wish.delegation))
    closed = [] if wish.active else closed_times(db(), g.edition.id)
    grid = day_grid(
        shown,
        [times for times in closed if zoned(times[0]).date() == on],
        now=zoned(now()),
        address=session_url,
    )
    told_day = g.edition.days.get(on.isoformat(), {})
    return {
        "date": on,
        "title": told_day.get("title"),
        "as_of": programme_as_of(),
        "days": _tabs(on, wish),
        "rooms": grid.rooms,
        "reserved_column": grid.reserved_column,
        "hours": grid.hours,
        "entries": grid.entries,
        "now": grid.now if on == today() else None,
        "filter": filter_form(
            wish, every, audiences, parties, clear_url=_address("programme.day", on)
        ),
        "calendar_url": url_for("programme.calendar", edition=g.edition.slug),
        "pdf_url": None,
        "live_url": _address("programme.entries", on, wish),
        "illustrative": any(session.illustrative for session in shown),
    }


def _address(endpoint: str, on: date, wish: Wanted | None = None) -> str:
    arguments = wish.arguments if wish else {}
    return url_for(endpoint, edition=g.edition.slug, day=on.isoformat(), **arguments)


def _tabs(current: date, wish: Wanted) -> list[DayTab]:
    return [
        DayTab(
            date.fromisoformat(on),
            told_of["title"],
            _address("programme.day", date.fromisoformat(on), wish),
            date.fromisoformat(on) == current,
        )
        for on, told_of in sorted(_told_days())
    ]


def _told_days() -> Sequence[tuple[str, dict[str, Any]]]:
    return list(g.edition.days.items())


def _days() -> list[date]:
    days = [date.fromisoformat(on) for on in sorted(g.edition.days)]
    return days or [g.edition.starts_on]


def _day(text: str) -> date:
    """The day of an address; NotFound when the programme has none such."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise NotFound("no_day") from None
    if on not in _days() or on.isoformat() != text:
        raise NotFound("no_day")
    return on


def _as_value(session: Session) -> dict[str, Any]:
    """What a program is told of a session that everyone may know."""
    return {
        "code": session.code,
        "url": session_url(session),
        "meeting": session.meeting.code if session.meeting else None,
        "track": session.track.value,
        "title": session.title,
        "start": zoned(session.starts_at).isoformat(),
        "end": zoned(session.ends_at).isoformat(),
        "doors": zoned(session.doors_at).isoformat() if session.doors_at else None,
        "room": {"code": session.room.code, "name": session.room.name},
        "venue": {"code": session.room.venue.code, "name": session.room.venue.name},
        "access": session.access.value,
        "status": (session.status or Status.CONFIRMED).value,
        "illustrative": session.illustrative,
        "note": session.note,
        "source": session.source,
    }
