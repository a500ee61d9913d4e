"""Emergency badges: making them before the day, printing, destroying what was not used."""

from datetime import date

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter, signed_in_viewer
from eventops.badges.desk_printing import print_emergency
from eventops.badges.emergency import end_unused, make_emergency, stock_of, unbound
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.portal.desk_forms import EmergencyForm
from eventops.portal.pages import page_as_of, pages
from eventops.portal.views.badge_desk import BADGE_STAFF, BADGES
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now, today
from eventops.web.problems import status_of
from eventops.web.sentences import say

EMERGENCY = f"{BADGES}/emergency"


@pages.route(EMERGENCY, methods=["GET", "POST"])
@may_enter(BADGE_STAFF)
def badge_emergency() -> str | Response:
    """How many lie ready for each day; making more."""
    form, status = EmergencyForm(), 200
    if form.validate_on_submit():
        try:
            made = _make(form)
        except (Invalid, Conflict) as fault:
            db().rollback()
            status = status_of(fault)
            field = form.day if fault.facts.get("field") == "day" else form.count
            field.errors = [*field.errors, say(fault.code, fault.facts)]
        else:
            flash(
                ngettext("One badge is ready to print.", "%(num)s badges are ready to print.", made)
            )
            return redirect(_here(), 303)
    elif form.is_submitted():
        status = 422
    else:
        form.day.data = min(max(today(), g.edition.starts_on), g.edition.ends_on)
    page = render_template(
        "badges/emergency.html",
        form=form,
        stocks=stock_of(db(), g.edition.id),
        today=today(),
        as_of=page_as_of(),
    )
    return Response(page, status, mimetype="text/html")


def _here() -> str:
    return url_for("portal.badge_emergency", edition=g.edition.slug)


def _make(form: EmergencyForm) -> int:
    made = make_emergency(
        db(),
        g.edition,
        form.count.data or 0,
        form.day.data or today(),
        secrets=settings().secrets,
        by=signed_in_viewer().actor,
        now=now(),
    )
    return len(made)


@pages.get(f"{EMERGENCY}/<day>.pdf")
@may_enter(BADGE_STAFF)
def badge_emergency_pdf(day: str) -> Response:
    """The badges of a day that nobody was given yet."""
    badges = unbound(db(), g.edition.id, _day(day))
    pdf = print_emergency(db(), g.edition, badges, secrets=settings().secrets, now=now())
    answer = Response(pdf, mimetype="application/pdf")
    name = f"{g.edition.slug}-emergency-{day}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise NotFound("nothing_unbound") from fault


@pages.post(f"{EMERGENCY}/destruction")
@may_enter(BADGE_STAFF)
def badge_emergency_destruction() -> Response:
    """Those of a day that were not used are destroyed: from now on they open nothing."""
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError as fault:
        raise BadRequest from fault
    ended = end_unused(db(), g.edition.id, day, by=signed_in_viewer().actor, now=now())
    flash(ngettext("One unused badge has ended.", "%(num)s unused badges have ended.", ended))
    return redirect(_here(), 303)
