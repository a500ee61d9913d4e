"""What the badge desk does with a badge; every answer leads back to its card."""

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import holders_of, may_enter, signed_in_viewer
from eventops.accounts.rules import Role
from eventops.accreditation.queries import registration_by_id
from eventops.badges import custody
from eventops.badges.emergency import bind_emergency
from eventops.badges.models import Badge
from eventops.badges.queries import badge_by_id
from eventops.badges.services import reissue_badge
from eventops.core.errors import Conflict
from eventops.portal.badge_desk import badge_read
from eventops.portal.desk_forms import BindForm, LossForm
from eventops.portal.pages import pages
from eventops.portal.views.badge_desk import BADGE_STAFF, BADGES, card_page, card_url
from eventops.portal.walk_in import change_days
from eventops.web.db import db
from eventops.web.installation import settings
from eventops.web.now import now, today
from eventops.web.sentences import say

ONE = f"{BADGES}/<badge_id>"
PERSON = f"{BADGES}/people/<registration_id>"


def _badge(badge_id: str) -> Badge:
    """A badge that is somebody's, with its bearer."""
    found = badge_by_id(db(), g.edition.id, badge_id)
    if found.registration is None:
        raise Conflict("nobodys_badge")
    return found


def _back(badge: Badge, sentence: str, undo: str | None = None) -> Response:
    text = sentence % {"name": badge.owner.delegate.person.full_name}
    flash({"text": text, "undo": undo} if undo else text)  # type: ignore[arg-type]  # see undo.html
    return redirect(card_url(badge.owner.id), 303)


@pages.post(f"{ONE}/printing")
@may_enter(BADGE_STAFF)
def badge_printing(badge_id: str) -> Response:
    """Mark it printed and open its PDF."""
    badge = _badge(badge_id)
    custody.mark_printed(db(), badge, by=signed_in_viewer().actor, now=now())
    address = url_for(
        "badges.registration_pdf", edition=g.edition.slug, registration_id=badge.owner.id
    )
    return redirect(address, 303)


@pages.post(f"{ONE}/hand-over")
@may_enter(BADGE_STAFF)
def badge_hand_over(badge_id: str) -> Response:
    """Into the person's own hands."""
    badge = _badge(badge_id)
    custody.hand_over(db(), badge, today=today(), by=signed_in_viewer().actor, now=now())
    undo = url_for("portal.badge_taking_back", edition=g.edition.slug, badge_id=badge.id)
    return _back(badge, _("The badge of %(name)s is handed over."), undo)


@pages.post(f"{ONE}/taking-back")
@may_enter(BADGE_STAFF)
def badge_taking_back(badge_id: str) -> Response:
    """A hand-over was a mistake."""
    badge = _badge(badge_id)
    custody.take_back(db(), badge, by=signed_in_viewer().actor, now=now())
    return _back(badge, _("The badge of %(name)s lies at the desk again."))


@pages.post(f"{ONE}/loss")
@may_enter(BADGE_STAFF)
def badge_loss(badge_id: str) -> str | Response:
    """Dead at once, and why."""
    badge, form = _badge(badge_id), LossForm().offer_reasons()
    if not form.validate_on_submit():
        return Response(card_page(badge.owner, loss=form), 422, mimetype="text/html")
    custody.mark_lost(db(), badge, form.reason.data, by=signed_in_viewer().actor, now=now())
    return _back(badge, _("The badge of %(name)s opens no door any more."))


@pages.post(f"{ONE}/return")
@may_enter(BADGE_STAFF)
def badge_return(badge_id: str) -> Response:
    """Given back for good."""
    badge = _badge(badge_id)
    custody.mark_returned(db(), badge, by=signed_in_viewer().actor, now=now())
    return _back(badge, _("%(name)s has returned the badge."))


@pages.post(f"{PERSON}/reprint")
@may_enter(BADGE_STAFF)
def badge_reprint(registration_id: str) -> Response:
    """A new badge with a new serial; the one before is dead at once."""
    registration = registration_by_id(db(), g.edition.id, registration_id)
    by = signed_in_viewer().actor
    badge = reissue_badge(db(), registration, secrets=settings().secrets, by=by, now=now())
    badge.registration = registration
    return _back(badge, _("%(name)s has a new badge: print it. The one before opens no door."))


@pages.post(f"{PERSON}/days")
@may_enter(holders_of(Role.ACCREDITATION))
def badge_days(registration_id: str) -> Response:
    """Another day, or the whole edition, for somebody admitted for one day; a new badge says so."""
    registration = registration_by_id(db(), g.edition.id, registration_id)
    if request.form.get("days") not in ("day", "whole"):
        raise BadRequest
    only_day = today() if request.form["days"] == "day" else None
    by = signed_in_viewer().actor
    change_days(db(), registration, only_day, by=by, now=now())
    badge = reissue_badge(db(), registration, secrets=settings().secrets, by=by, now=now())
    badge.registration = registration
    return _back(badge, _("%(name)s has a new badge: print it. The one before opens no door."))


@pages.post(f"{PERSON}/emergency")
@may_enter(BADGE_STAFF)
def badge_binding(registration_id: str) -> str | Response:
    """Give the person a pre-printed emergency badge after their identity was checked."""
    registration, form = registration_by_id(db(), g.edition.id, registration_id), BindForm()
    badge = None
    if form.validate_on_submit():
        badge = badge_read(db(), g.edition, form.text.data or "")
        if badge is None:
            form.text.errors = [say("emergency_unknown")]
    if badge is None:
        return Response(card_page(registration, bind=form), 422, mimetype="text/html")
    try:
        by = signed_in_viewer().actor
        bind_emergency(db(), badge, registration, today=today(), by=by, now=now())
    except Conflict as fault:
        form.text.errors = [say(fault.code, fault.facts)]
        return Response(card_page(registration, bind=form), 409, mimetype="text/html")
    badge.registration = registration
    return _back(badge, _("%(name)s wears the emergency badge; the one before opens no door."))
