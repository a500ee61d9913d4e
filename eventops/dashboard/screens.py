"""Which screen asks: a cookie that its secret address put there, worth what the database says."""

from flask import Response, current_app, g, request

from eventops.core.clock import real_now
from eventops.editions.displays import display_by_secret, is_due, note_seen
from eventops.editions.models import Display
from eventops.web.db import aside, db

A_SEASON = 120 * 24 * 3600
"""Seconds: screens hang for weeks before and days after."""


def cookie_name() -> str:
    """As the session's own cookie: bound to this host where visitors come by HTTPS."""
    return "__Host-display" if _secure() else "display"


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def remember(response: Response, secret: str) -> Response:
    """Let this browser be the screen from now on."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=A_SEASON,
        path="/",
        httponly=True,
        secure=_secure(),
        samesite="Lax",
    )
    return response


def screen() -> Display | None:
    """The screen in use that asks, if it belongs to the edition of the address."""
    secret = request.cookies.get(cookie_name(), "")
    found = display_by_secret(db(), secret) if secret else None
    if found is None or found.edition_id != g.edition.id:
        return None
    _note(found)
    return found


def _note(found: Display) -> None:
    at, display_id = real_now(), found.id
    if request.method == "GET" and is_due(found, at):
        aside(lambda own: note_seen(own, display_id, now=at))
