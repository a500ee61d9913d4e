"""The form of one person of a delegation: what it offers, and the page around it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, render_template, request
from flask_babel import gettext as _

from eventops.accounts.access import signed_in_viewer
from eventops.accreditation.consent import consent_of, current_notice
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_ids, used_places
from eventops.accreditation.rules import BY_FOCAL_POINT, State
from eventops.core.multilingual import said
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.passport_name import suggested
from eventops.delegations.queries import lists_of
from eventops.delegations.rules import functions_of
from eventops.delegations.travel_document import masked
from eventops.editions.queries import meetings_of
from eventops.portal.forms import PersonForm
from eventops.portal.services import identity_held
from eventops.portal.views.frame import late_sayer
from eventops.portal.views.words import reason_said
from eventops.web.db import db
from eventops.web.headers import camera_page
from eventops.web.pages import language, zoned
from eventops.web.sentences import say


def new_person_form() -> PersonForm:
    """Empty, or as it was sent."""
    form = PersonForm()
    del form.forget_document
    if request.method == "GET":
        form.function.data = "delegate"
    return form


def person_form(delegation: Delegation, delegate: Delegate) -> PersonForm:
    """What is known, without what is not this viewer's to change."""
    known = delegate.person
    lists = lists_of(db(), delegation.id)
    mine = [
        meeting_id
        for meeting_id, entries in lists.items()
        if any(entry.delegate_id == delegate.id for entry in entries)
    ]
    form = PersonForm(
        obj=known,
        name=known.full_name,
        position=delegate.position,
        function=delegate.function,
        diet=delegate.diet,
        meetings=mine,
    )
    del form.another
    if not form.is_submitted() and not known.mrz_name:
        form.mrz_name.data = suggested(known.full_name, known.sort_name)
    if not known.document_end:
        del form.forget_document
    form.ask_consent(known=consent_of(db(), known.id, g.edition.id) is not None)
    offer(form, delegation, delegate.function)
    if identity_held(db(), g.edition.id, delegate.person_id, signed_in_viewer()):
        form.hold_identity()
    return form


def offer(form: PersonForm, delegation: Delegation, present: str = "") -> None:
    """The functions and meetings to choose from, in words."""
    functions = dict.fromkeys((*functions_of(delegation.party.kind), present))
    form.function.choices = [(code, say(f"function_{code}")) for code in functions if code]
    form.meetings.choices = [
        (meeting.id, f"{meeting.short_name} · {said(meeting.name, language())}")
        for meeting in meetings_of(db(), g.edition.id)
    ]


def form_page(
    delegation: Delegation,
    form: PersonForm,
    status: int,
    delegate: Delegate | None = None,
    registration: Registration | None = None,
    *,
    alike: Sequence[Delegate] = (),
) -> Response:
    """The page; everything typed is still there, but for the file that no browser sends twice."""
    if form.is_submitted() and status == 200:
        status = 422
    if form.is_submitted() and form.picture_sent() and not form.photo.errors:
        form.photo.errors = [_("Choose the photo again; a browser does not keep it.")]
    if "photo" in form:
        camera_page()
    context = _known(delegate, registration) if delegate is not None else {}
    left = delegation.quota - used_places(db(), delegation.id)
    page = render_template(
        "portal/delegation_person_form.html",
        party=delegation.party,
        form=form,
        left=max(left, 0),
        alike=alike,
        notice=current_notice(db(), g.edition),
        **context,
    )
    return Response(page, status, mimetype="text/html")


def _known(delegate: Delegate, registration: Registration | None) -> dict[str, Any]:
    state = registration.state if registration else None
    consent = consent_of(db(), delegate.person_id, g.edition.id)
    return {
        "delegate": delegate,
        "person": delegate.person,
        "photo_id": photo_ids(db(), [delegate.person_id]).get(delegate.person_id),
        "number": masked(delegate.person),
        "consent": consent,
        "zoned": zoned,
        "state": state,
        "question": reason_said(registration) if registration else "",
        "may_submit": state in BY_FOCAL_POINT[State.SUBMITTED],
        "may_withdraw": state in BY_FOCAL_POINT[State.WITHDRAWN],
        "may_reinstate": state is State.WITHDRAWN,
        "late": late_sayer()(registration),
    }
