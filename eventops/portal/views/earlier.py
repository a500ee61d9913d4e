"""Nominating people of an earlier edition again, and confirming their data."""

from collections.abc import Collection

from flask import flash, g, redirect, render_template, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accreditation.consent import current_notice
from eventops.accreditation.queries import photo_ids, used_places
from eventops.core.errors import Conflict, DomainError, Invalid
from eventops.delegations.models import Delegation
from eventops.portal.consent_forms import CopiedPeopleForm
from eventops.portal.earlier import (
    copied_people,
    earlier_people,
    hand_in_copied,
    nominate_again,
)
from eventops.portal.pages import address, afresh, own_delegation, pages
from eventops.portal.services import may_add
from eventops.portal.views.frame import DELEGATION
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.problems import status_of
from eventops.web.sentences import say


@pages.route(f"{DELEGATION}/earlier", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def earlier(code: str) -> Response:
    """Choose people of earlier editions; they are nominated, not handed in."""
    delegation, looking = own_delegation(code), signed_in_viewer()
    if request.method == "GET":
        return _choose_page(delegation)
    chosen = set(request.form.getlist("person"))
    try:
        found = nominate_again(db(), g.edition, delegation, chosen, viewer=looking, now=now())
    except (Invalid, Conflict) as fault:
        return _choose_page(afresh(own_delegation, code), fault, chosen)
    flash(
        ngettext(
            "%(num)s person is nominated. Look at the data and hand it in.",
            "%(num)s people are nominated. Look at the data and hand it in.",
            len(found),
        )
    )
    return redirect(address(delegation, "copied"), 303)


def _choose_page(
    delegation: Delegation, fault: DomainError | None = None, chosen: Collection[str] = ()
) -> Response:
    page = render_template(
        "portal/earlier.html",
        party=delegation.party,
        people=earlier_people(db(), g.edition, delegation, signed_in_viewer()),
        left=max(delegation.quota - used_places(db(), delegation.id), 0),
        chosen=chosen,
        closed=not may_add(delegation, signed_in_viewer()),
        fault=say(fault.code, fault.facts) if fault else None,
    )
    return Response(page, status_of(fault) if fault else 200, mimetype="text/html")


@pages.route(f"{DELEGATION}/copied", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def copied(code: str) -> Response:
    """What is known of people from an earlier edition: confirm it and hand it in."""
    delegation = own_delegation(code)
    if request.method == "GET":
        return _confirm_page(delegation, CopiedPeopleForm(formdata=None))
    chosen, form = set(request.form.getlist("person")), CopiedPeopleForm()
    told_in = language() if form.validate_on_submit() else None
    by = signed_in_viewer().actor
    try:
        count = hand_in_copied(db(), delegation, chosen, told_in=told_in, by=by, now=now())
    except Invalid as fault:
        if fault.code != "people_not_told":  # the form says that beside its box
            tell(form, fault)
        return _confirm_page(delegation, form, chosen)
    flash(ngettext("%(num)s person is handed in.", "%(num)s people are handed in.", count))
    return redirect(address(delegation, "delegation"), 303)


def _confirm_page(
    delegation: Delegation, form: CopiedPeopleForm, chosen: Collection[str] | None = None
) -> Response:
    """Everybody is ticked before anybody has chosen; what was ticked stays so."""
    waiting = copied_people(db(), delegation.id)
    page = render_template(
        "portal/copied.html",
        party=delegation.party,
        waiting=waiting,
        photos=photo_ids(db(), [each.delegate.person_id for each in waiting]),
        chosen=[each.id for each in waiting] if chosen is None else chosen,
        form=form,
        notice=current_notice(db(), g.edition),
    )
    return Response(page, 422 if form.is_submitted() else 200, mimetype="text/html")
