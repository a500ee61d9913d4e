"""The desk's page of screens: connect one, see when it last asked, rename it, revoke it."""

import io
from dataclasses import dataclass
from datetime import datetime

import qrcode
from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from qrcode.constants import ERROR_CORRECT_M
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.core.clock import real_now
from eventops.core.errors import Conflict
from eventops.dashboard.forms import DisplayForm, RenameForm
from eventops.dashboard.signs import pages
from eventops.editions.displays import (
    display_by_id,
    displays_of,
    make_display,
    rename_display,
    restore_display,
    revoke_display,
)
from eventops.editions.models import Display
from eventops.editions.queries import rooms_of
from eventops.programme.views import programme_as_of
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.installation import settings

__all__ = ["pages"]

DESK = "/e/<edition>/desk/displays"
ONE = f"{DESK}/<display_id>"
CONNECT = (Role.EDITOR, Role.PROTOCOL)
QUIET = 5 * 60
"""Seconds after which a screen that does not ask is said to be silent."""


@dataclass(frozen=True, slots=True)
class Connected:
    """A screen's secret address, to be shown this once: as text and as the rows of a QR code."""

    name: str
    url: str
    side: int
    path: str


@dataclass(frozen=True, slots=True)
class DisplayLine:
    """A screen as the page shows it."""

    display: Display
    look_url: str
    silent: bool
    minutes: int | None
    """Since it last asked; None when it never did."""


@pages.route(DESK, methods=["GET", "POST"])
@may_enter(holders_of(*CONNECT))
def displays() -> Response:
    """All screens, and a form that connects one more."""
    rooms = rooms_of(db(), g.edition.id)
    form, status = DisplayForm().offer(rooms, g.edition.languages), 200
    connected = None
    if form.is_submitted():
        status = 422
    if form.validate_on_submit():
        room = next((each for each in rooms if each.code == form.room.data), None)
        tongue = form.language.data
        by, at = signed_in_viewer().actor, real_now()
        try:
            found, secret = make_display(db(), g.edition, form.named(), room, tongue, by=by, now=at)
        except Conflict as fault:
            status = tell(form, fault)
        else:
            connected, status = _connected(found.name, secret), 200
            form = DisplayForm(formdata=None).offer(rooms, g.edition.languages)
    page = render_template(
        "dashboard/displays.html",
        form=form,
        connected=connected,
        lines=[_line(each, real_now()) for each in displays_of(db(), g.edition.id)],
        as_of=programme_as_of(),
    )
    return Response(page, status, mimetype="text/html")


@pages.route(f"{ONE}/name", methods=["GET", "POST"])
@may_enter(holders_of(*CONNECT))
def display_name(display_id: str) -> Response:
    """Rename a screen."""
    found, status = display_by_id(db(), g.edition.id, display_id), 200
    form = RenameForm(name=found.name)
    if form.is_submitted():
        status = 422
    if form.validate_on_submit():
        by, name = signed_in_viewer().actor, (form.name.data or "").strip()
        try:
            rename_display(db(), found, name, by=by, now=real_now())
        except Conflict as fault:
            status = tell(form, fault)
        else:
            flash(_("The screen is called %(name)s now.", name=name))
            return _back()
    page = render_template(
        "dashboard/display_name.html", form=form, display=found, as_of=programme_as_of()
    )
    return Response(page, status, mimetype="text/html")


@pages.post(f"{ONE}/revocation")
@may_enter(holders_of(*CONNECT))
def display_revocation(display_id: str) -> Response:
    """Let a screen show nothing any more."""
    found = display_by_id(db(), g.edition.id, display_id)
    revoke_display(db(), found, by=signed_in_viewer().actor, now=real_now())
    undo = url_for("dashboard.display_return", edition=g.edition.slug, display_id=found.id)
    told = _("%(name)s is revoked: within a minute it shows nothing any more.", name=found.name)
    flash({"text": told, "undo": undo})  # type: ignore[arg-type]  # kept as JSON
    return _back()


@pages.post(f"{ONE}/return")
@may_enter(holders_of(*CONNECT))
def display_return(display_id: str) -> Response:
    """Take the revocation back."""
    found = display_by_id(db(), g.edition.id, display_id)
    restore_display(db(), found, by=signed_in_viewer().actor, now=real_now())
    flash(_("%(name)s shows the programme again.", name=found.name))
    return _back()


def _back() -> Response:
    return redirect(url_for("dashboard.displays", edition=g.edition.slug), 303)


def _line(display: Display, at: datetime) -> DisplayLine:
    seen = display.seen_at
    seconds = None if seen is None else max(0, int((at - seen).total_seconds()))
    slug = g.edition.slug
    look = (
        url_for("dashboard.sign", edition=slug, room=display.room.code)
        if display.room
        else url_for("dashboard.wall", edition=slug)
    )
    silent = display.revoked_at is None and (seconds is None or seconds > QUIET)
    return DisplayLine(display, look, silent, None if seconds is None else seconds // 60)


def _connected(name: str, secret: str) -> Connected:
    url = settings().base_url + url_for("dashboard.enrolment", secret=secret)
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(url)
    code.make()
    rows = code.get_matrix()
    path = io.StringIO()
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                path.write(f"M{x} {y}h1v1h-1z")
    return Connected(name, url, len(rows), path.getvalue())
