"""Publishing: what the draft changes and whom that touches, looked at before it is done."""

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import may_enter, signed_in_viewer
from eventops.agenda.services import publish_drafted
from eventops.core.errors import Conflict, DomainError
from eventops.portal.pages import page_as_of, pages
from eventops.portal.programme.desk import DESK_AT, EDITORS, desk
from eventops.portal.programme.outcome import brought_by
from eventops.portal.programme.publishing import Publishing, publishing
from eventops.portal.programme.version_forms import VersionForm
from eventops.programme.drafting import hold_draft
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import zoned
from eventops.web.sentences import say


@pages.get(f"{DESK_AT}/publish")
@may_enter(EDITORS)
def publish() -> str:
    """Everything that the draft changes, all of it chosen; with ``session``, those alone."""
    asked = request.args.getlist("session")
    return _page(publishing(db(), g.edition, asked or None), VersionForm(), "")


@pages.post(f"{DESK_AT}/publish")
@may_enter(EDITORS)
def publication() -> str | Response:
    """Publish what is chosen, or show first whom that touches."""
    form, chosen = VersionForm(), request.form.getlist("session")
    hold_draft(db(), g.edition)
    found = publishing(db(), g.edition, chosen)
    if "look" in request.form:
        return _page(found, form, "")
    if not form.validate():
        return Response(_page(found, form, ""), 422, mimetype="text/html")
    try:
        _refuse_unseen(found, dict(each.split(" ", 1) for each in _marks()))
        _refuse_blocked(found)
        done = publish_drafted(
            db(),
            g.edition,
            codes=found.chosen,
            by=signed_in_viewer().actor,
            now=now(),
            note=form.note.data or "",
            name=form.name.data or None,
        )
    except Conflict as fault:
        again = publishing(db(), g.edition, chosen)
        page = _page(again, form, say(fault.code, fault.facts))
        return Response(page, 409, mimetype="text/html")
    people = len({touch.delegate_id for touch in done.touches})
    flash(
        ngettext(
            "Published. %(num)s person has a changed agenda; the news waits three minutes.",
            "Published. %(num)s people have a changed agenda; the news waits three minutes.",
            people,
        )
        if people
        else _("Published. Nobody’s agenda changes.")
    )
    number = done.publication.version
    return redirect(url_for("portal.programme_version", edition=g.edition.slug, number=number), 303)


def _marks() -> list[str]:
    return [each for each in request.form.getlist("seen") if " " in each]


def _refuse_unseen(found: Publishing, seen: Mapping[str, str]) -> None:
    """Raises Conflict ``draft_newer`` when a chosen session is not as the page showed it."""
    for line in found.lines:
        known = line.drafted
        if line.chosen and seen.get(known.code) != known.mark:
            raise Conflict("draft_newer", session=known.code, by=known.edited_by or "")


def _refuse_blocked(found: Publishing) -> None:
    """Raises Conflict ``draft_blocked`` for the first conflict that the chosen would bring."""
    for brought in brought_by(desk(), found.chosen):
        if brought.blocks:
            raise Conflict("draft_blocked", why=brought.why)


def _page(found: Publishing, form: VersionForm, fault: str) -> str:
    touched, refusal = [], fault
    try:
        touched = found.touched
    except DomainError as situation:
        refusal = refusal or say(situation.code, situation.facts)
    return render_template(
        "programme_desk/publish.html",
        publishing=found,
        touched=touched,
        conflicts=brought_by(desk(), found.chosen) if found.lines else (),
        fault=refusal,
        form=form,
        zoned=zoned,
        as_of=page_as_of(),
    )
