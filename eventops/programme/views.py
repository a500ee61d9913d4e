"""The public programme: a day as a page and alone, and all of it as JSON.

A session's own page and the public calendar need entitlement and calendars, which stand above;
eventops/agenda/public.py adds them to this blueprint.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, g, render_template, request, session, url_for

from eventops.accounts.access import ANYONE, may_enter, unattended, viewer
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual
from eventops.delegations.queries import SEES_ALL
from eventops.programme.audience import Rule
from eventops.programme.filtering import Wanted, filter_form, kept, wanted
from eventops.programme.grid import day_grid
from eventops.programme.invited import rules_of
from eventops.programme.models import Session
from eventops.programme.public_rows import PublicSession, public_programme
from eventops.programme.queries import (
    audiences_of,
    different_audiences,
    latest_version,
    names_of_parties,
    public_tracks,
)
from eventops.programme.revision import revision_of
from eventops.programme.rules import PUBLIC_AUDIENCE, Access
from eventops.web.answers import told, told_if_changed
from eventops.web.db import db
from eventops.web.now import now, shifted, today
from eventops.web.pages import AsOf, as_of, language, zone, zoned
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
    days = days_of_edition()
    return _page(today() if today() in days else days[0])


@pages.get("/e/<edition>/programme/<day>")
@may_enter(ANYONE)
def day(day: str) -> Response:
    """One day, 2026-01-15."""
    return _page(day_asked(day))


@pages.get("/e/<edition>/programme/<day>/entries")
@unattended
@may_enter(ANYONE)
def entries(day: str) -> Response:
    """The day's list alone, for refreshing the page."""
    on = day_asked(day)
    return told_of_day(on, lambda: render_template("programme/_entries.html", **_context(on)))


@pages.get("/e/<edition>/programme.json")
@may_enter(ANYONE)
def as_json() -> Response:
    """The whole public programme for programs; closed sessions are times only."""
    g.personal = False
    version = revision_of(db(), g.edition.id)
    return told_if_changed(["json", version], _json, mimetype="application/json")


def cacheable_for_strangers() -> None:
    """A page without a viewer is the same for everyone and may be kept, if asked about again."""
    g.personal = viewer() is not None


def programme_as_of() -> AsOf:
    """Which version of the programme is shown, since when."""
    version = latest_version(db(), g.edition.id)
    if version is None:
        return as_of(None, now(), g.edition.city)
    return as_of(version.number, version.published_at, g.edition.city)


def told_of_day(on: date, page: Callable[[], str]) -> Response:
    """What everyone may read of a day: 304 by the programme's revision, before it is rendered.

    What somebody signed in reads is theirs alone, and so is a page with a word for one reader.
    """
    cacheable_for_strangers()
    if g.personal or session.get("_flashes"):
        return told(page())
    asked = (request.path, request.query_string.decode(errors="replace"), language())
    return told_if_changed([*asked, revision_of(db(), g.edition.id), _moment(on)], page)


def _moment(on: date) -> str:
    """As much of the time as the page of a day depends on: its phases, its line, a demo's clock."""
    if shifted() or abs((on - today()).days) <= 1:
        return f"{zoned(now()):%Y-%m-%d %H:%M}"
    return "over" if on < today() else "to come"


def session_address() -> Callable[[Session | PublicSession], str]:
    """Each session's own page, the address being made once for all of them."""
    start = url_for("programme.session", edition=g.edition.slug, code="-").removesuffix("-")
    return lambda row: start + row.code


def session_url(row: Session) -> str:
    """A session's own page."""
    return session_address()(row)


def sees_all() -> bool:
    """Whether the viewer may know who is expected at every session."""
    asking = viewer()
    return asking is not None and asking.holds(*SEES_ALL, edition_id=g.edition.id)


def _page(on: date) -> Response:
    return told_of_day(on, lambda: render_template("programme/day.html", **_context(on)))


def _context(on: date) -> dict[str, Any]:
    """Everything the templates of a day are told."""
    parties, everywhere = names_of_parties(db(), g.edition.id), sees_all()
    wish = wanted(
        request.args.getlist("track"), request.args.get("delegation", ""), parties=parties
    )
    programme = public_programme(db(), g.edition, _hours(on))
    told_who = [*PUBLIC_AUDIENCE, Access.RESTRICTED] if everywhere else PUBLIC_AUDIENCE
    secret = {each.code for each in programme.sessions if each.access not in told_who}
    party = parties.get(wish.delegation)
    audiences = audiences_of(db(), g.edition.id) if party else {}
    shown = kept(programme.sessions, wish, audiences=audiences, party=party, secret=secret)
    grid = day_grid(
        shown,
        [] if wish.active else [(each.start, each.end) for each in programme.reserved],
        day=on,
        now=zoned(now()),
        address=session_address(),
    )
    return {
        "date": on,
        "title": g.edition.days.get(on.isoformat(), {}).get("title"),
        "as_of": programme_as_of(),
        "days": _tabs(on, wish),
        "rooms": grid.rooms,
        "reserved_column": grid.reserved_column,
        "hours": grid.hours,
        "entries": grid.entries,
        "now": grid.now if on == today() else None,
        "filter": filter_form(
            wish,
            public_tracks(db(), g.edition.id),
            _audiences(told_who),
            parties,
            clear_url=_address("day", on),
        ),
        "keeps_secret": bool(party) and any(row.code in secret for row in shown),
        "files": _files(),
        "live_url": _address("entries", on, wish),
        "illustrative": any(row.illustrative for row in shown),
    }


def _audiences(levels: Sequence[Access]) -> list[list[Rule]]:
    """The different audiences of sessions of these levels, ``same(code)`` resolved."""
    found = different_audiences(db(), g.edition.id, levels)
    if any(text.startswith("same(") for _code, texts in found for text in texts):
        every = audiences_of(db(), g.edition.id)
    else:
        every = dict(found)
    return [list(rules_of(code, every)) for code, _texts in found]


def _hours(on: date) -> tuple[datetime, datetime]:
    """From midnight to midnight on the venue's clock."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone())
    return midnight, midnight + timedelta(days=1)


def _files() -> dict[str, str]:
    """The programme to take along."""
    endpoints = {
        "calendar": "programme.calendar",
        "pdf": "portal.programme_pdf",
        "xlsx": "programme.as_spreadsheet",
        "csv": "programme.as_comma_separated",
        "txt": "programme.as_text",
    }
    return {name: url_for(each, edition=g.edition.slug) for name, each in endpoints.items()}


def _address(endpoint: str, on: date, wish: Wanted | None = None) -> str:
    arguments = wish.arguments if wish else {}
    edition = g.edition.slug
    return url_for(f"programme.{endpoint}", edition=edition, day=on.isoformat(), **arguments)


def _tabs(current: date, wish: Wanted) -> list[DayTab]:
    return [
        DayTab(
            date.fromisoformat(on),
            told_of["title"],
            _address("day", date.fromisoformat(on), wish),
            date.fromisoformat(on) == current,
        )
        for on, told_of in sorted(_told_days())
    ]


def _told_days() -> Sequence[tuple[str, dict[str, Any]]]:
    return list(g.edition.days.items())


def days_of_edition() -> list[date]:
    """Every day of the programme."""
    days = [date.fromisoformat(on) for on in sorted(g.edition.days)]
    return days or [g.edition.starts_on]


def day_asked(text: str) -> date:
    """The day of an address; NotFound when the programme has none such."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise NotFound("no_day") from None
    if on not in days_of_edition() or on.isoformat() != text:
        raise NotFound("no_day")
    return on


def _json() -> str:
    version = latest_version(db(), g.edition.id)
    programme, address = public_programme(db(), g.edition), session_address()
    value = {
        "edition": g.edition.slug,
        "name": {tongue: texts[0] for tongue, texts in g.edition.name.items()},
        "zone": g.edition.zone,
        "version": version.number if version else None,
        "published_at": zoned(version.published_at).isoformat() if version else None,
        "days": [{"date": on, "title": told_of["title"]} for on, told_of in sorted(_told_days())],
        "sessions": [_as_value(each, address(each)) for each in programme.sessions],
        "reserved": [
            {"start": each.start.isoformat(), "end": each.end.isoformat()}
            for each in programme.reserved
        ],
    }
    return json.dumps(value, ensure_ascii=False) + "\n"


def _as_value(session: PublicSession, url: str) -> dict[str, Any]:
    """What a program is told of a session that everyone may know."""
    room, venue = session.room, session.room.venue
    return {
        "code": session.code,
        "url": url,
        "meeting": session.meeting,
        "track": session.track,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "doors": session.doors.isoformat() if session.doors else None,
        "room": {"code": room.code, "name": room.name},
        "venue": {"code": venue.code, "name": venue.name},
        "access": session.access,
        "status": session.status,
        "illustrative": session.illustrative,
        "note": session.note,
        "source": session.source,
    }
