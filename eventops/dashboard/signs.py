"""Room signs, the wall of all rooms, and what is on now and next for other screens.

A sign tells of a closed session that its room is reserved, which the public programme does not say.
So it is for enrolled screens, and for those who may see everything anyway.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, g, json, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from eventops.accounts.access import ANYONE, may_enter, unattended
from eventops.core.errors import NotFound
from eventops.core.resources import STATIC
from eventops.dashboard.rooms_now import (
    RoomNow,
    Showing,
    rooms_now,
    rooms_with_public_sessions,
)
from eventops.dashboard.screens import remember, screen
from eventops.dashboard.sign_words import WORDS, said_room, tongues_of, words
from eventops.editions.displays import display_by_secret
from eventops.editions.models import Display, Room
from eventops.editions.queries import rooms_of
from eventops.programme.queries import latest_version
from eventops.programme.revision import revision_of
from eventops.programme.views import programme_as_of, sees_all
from eventops.web.answers import told_if_changed
from eventops.web.db import db
from eventops.web.headers import secret_address
from eventops.web.now import now
from eventops.web.pages import language, zoned

pages = Blueprint("dashboard", __name__)
CLOCK = "Conference-Time"
"""Header of every answer to a screen: the conference's time, which 304 must tell too."""
THEMES = ("light", "dark")


@pages.get("/display/<secret>")
@may_enter(ANYONE)
def enrolment(secret: str) -> AnyResponse:
    """Turn a browser into the screen that this address was made for, and show what it shows.

    It works until the screen is revoked, so that it may be a screen's start page.
    """
    secret_address()
    found = display_by_secret(db(), secret)
    if found is None:
        return _off()
    where = _address(found)
    return remember(redirect(where), secret)  # type: ignore[arg-type]  # redirect makes ours


def _address(found: Display) -> str:
    theme = request.args.get("theme")
    more: dict[str, Any] = {"theme": theme} if theme in THEMES else {}
    slug = found.edition.slug
    if found.room is None:
        return url_for("dashboard.wall", edition=slug, **more)
    return url_for("dashboard.sign", edition=slug, room=found.room.code, **more)


@pages.get("/e/<edition>/rooms/<room>/sign")
@unattended
@may_enter(ANYONE)
def sign(room: str) -> Response:
    """One room, now and next."""
    found = screen()
    mine = found is not None and (found.room is None or found.room.code == room)
    if not mine and not sees_all():
        return _off()
    return _shown([_room(rooms_of(db(), g.edition.id), room)], found if mine else None)


@pages.get("/e/<edition>/rooms/sign")
@unattended
@may_enter(ANYONE)
def wall() -> Response:
    """All rooms, now and next."""
    found = screen()
    mine = found is not None and found.room is None
    if not mine and not sees_all():
        return _off()
    return _shown(rooms_of(db(), g.edition.id), found if mine else None)


@pages.get("/e/<edition>/rooms/worker.js")
@may_enter(ANYONE)
def worker() -> Response:
    """What keeps signs on a screen without a network. It stands here since a worker serves the
    addresses beside its own."""
    g.personal = False
    script = (STATIC / "js" / "sign" / "worker.js").read_bytes()
    return Response(script, mimetype="text/javascript")


@pages.get("/e/<edition>/now-next.json")
@unattended
@may_enter(ANYONE)
def now_next() -> Response:
    """What is on in all rooms or in one (``?room=``), for other screens.

    Everyone is told of public sessions in the rooms that the programme names; an enrolled screen
    also when its rooms are reserved.
    """
    found, at = screen(), zoned(now()).replace(second=0, microsecond=0)
    everything = found is not None or sees_all()
    g.personal = everything
    rooms: Sequence[Room] = rooms_of(db(), g.edition.id)
    if found is not None and found.room_id:
        rooms = [each for each in rooms if each.id == found.room_id]
    if not everything:
        rooms = rooms_with_public_sessions(db(), rooms)
    if asked := request.args.get("room"):
        rooms = [_room(rooms, asked)]
    codes = [each.code for each in rooms]
    parts = [
        "now",
        g.edition.id,
        everything,
        codes,
        f"{at:%Y-%m-%d %H:%M}",
        revision_of(db(), g.edition.id),
    ]
    response = told_if_changed(
        parts, lambda: _value(rooms, at, everything=everything), mimetype="application/json"
    )
    response.headers[CLOCK] = zoned(now()).isoformat(timespec="milliseconds")
    return response


def _room(rooms: Sequence[Room], code: str) -> Room:
    found = next((each for each in rooms if each.code == code), None)
    if found is None:
        raise NotFound("no_room")
    return found


def _off() -> Response:
    """What a screen shows that nobody connected, or that was revoked: the same in every case.

    It asks again by itself, since nobody stands before it when a revocation is taken back.
    """
    return Response(render_template("dashboard/off.html"), 404, {"Refresh": "60"})


def _shown(rooms: Sequence[Room], found: Display | None) -> Response:
    at, tongue = zoned(now()), found.language if found else language()
    minute = at.replace(second=0, microsecond=0)
    codes, theme = [each.code for each in rooms], request.args.get("theme")
    parts = ["sign", g.edition.id, tongue, codes, theme, minute, revision_of(db(), g.edition.id)]
    with force_locale(tongue):
        response = told_if_changed(parts, lambda: _sign(rooms, minute, tongue))
    response.headers[CLOCK] = at.isoformat(timespec="milliseconds")
    return response


def _sign(rooms: Sequence[Room], at: datetime, tongue: str) -> str:
    tongues = tongues_of(tongue)
    found = rooms_now(db(), rooms, at, closed=True)
    theme = request.args.get("theme")
    return render_template(
        "dashboard/sign.html",
        rooms=[said_room(each, at, tongues) for each in found],
        now=at,
        words={code: words(f"sign_{code}", tongues) for code in WORDS},
        theme=theme if theme in THEMES else None,
        worker_url=url_for("dashboard.worker", edition=g.edition.slug),
        as_of=programme_as_of(),
        tongues=tongues,
    )


def _value(rooms: Sequence[Room], at: datetime, *, everything: bool) -> str:
    version = latest_version(db(), g.edition.id)
    found = rooms_now(db(), rooms, at, closed=everything)
    value = {
        "edition": g.edition.slug,
        "zone": g.edition.zone,
        "version": version.number if version else None,
        "now": at.isoformat(),
        "rooms": [_room_value(each, at) for each in found],
    }
    return json.dumps(value) + "\n"


def _room_value(each: RoomNow, at: datetime) -> dict[str, Any]:
    following = each.following(at)
    return {
        "code": each.room.code,
        "name": each.room.name,
        "venue": each.room.venue.name,
        "now": [_showing_value(one) for one in each.running(at)],
        "next": _showing_value(following) if following else None,
    }


def _showing_value(each: Showing) -> dict[str, Any]:
    times = {
        "reserved": each.reserved,
        "start": each.start.isoformat(),
        "end": each.end.isoformat(),
        "begins": each.begins.isoformat(),
        "finishes": each.finishes.isoformat(),
    }
    if each.reserved:
        return times
    return {
        **times,
        "code": each.code,
        "url": url_for("programme.session", edition=g.edition.slug, code=each.code),
        "title": each.title,
        "track": each.track,
        "access": each.access,
        "status": each.status,
        "late_minutes": each.delay,
        "doors": each.doors.isoformat() if each.doors else None,
    }
