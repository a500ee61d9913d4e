"""Adding, correcting, ordering and withdrawing the people of a delegation."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.queries import holders
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_ids, registration_of, used_places
from eventops.accreditation.rules import BY_FOCAL_POINT, OUT, State
from eventops.accreditation.services import submit
from eventops.core.errors import Conflict, DomainError, Invalid, NotFound
from eventops.core.multilingual import said
from eventops.delegations.models import Delegate, Delegation
from eventops.delegations.queries import lists_of
from eventops.delegations.rules import functions_of
from eventops.editions.queries import meetings_of
from eventops.portal.forms import FIELDS, PersonForm
from eventops.portal.pages import member_of, own_delegation, pages
from eventops.portal.places import places_of
from eventops.portal.queries import people_of
from eventops.portal.services import (
    correct_person,
    identity_held,
    may_add,
    order_list,
    register_person,
    reinstate_person,
    require_open,
    withdraw_person,
)
from eventops.portal.views.delegation import question_said
from eventops.portal.views.frame import address, framed, late_sayer
from eventops.web.db import db
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.problems import status_of
from eventops.web.sentences import say

PEOPLE = "/e/<edition>/delegations/<code>/people"


@pages.route(f"{PEOPLE}/new", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def add_person(code: str) -> str | Response:
    """Add a person within the quota and hand the nomination in."""
    delegation, form, status = own_delegation(code), PersonForm(), 200
    if request.method == "GET" and not _has_place(delegation):
        return _no_place(delegation)
    _offer(form, delegation)
    if request.method == "GET":
        form.function.data = "delegate"
    if form.validate_on_submit():
        try:
            require_open(delegation, signed_in_viewer())
            registration = register_person(
                db(),
                g.edition,
                delegation,
                form.draft(),
                form.picture(),
                by=signed_in_viewer().actor,
                now=now(),
            )
        except (Invalid, Conflict) as fault:
            status, delegation = _tell(form, fault), _afresh(code)
        else:
            name = registration.delegate.person.full_name
            flash(_("%(name)s is added and handed in.", name=name))
            return _back_to_list(delegation)
    return _form_page(delegation, form, status)


def _has_place(delegation: Delegation) -> bool:
    """Whether a new name could be taken at all."""
    free = used_places(db(), delegation.id) < delegation.quota
    return free and may_add(delegation, signed_in_viewer())


def _no_place(delegation: Delegation) -> str:
    """Instead of a form that could not be sent: how it stands, and who can help."""
    return framed(
        delegation,
        "no_place",
        places=places_of(db(), delegation).whole,
        officers=holders(db(), Role.ACCREDITATION, edition_id=g.edition.id),
        people=[
            person
            for person in people_of(db(), delegation.id).values()
            if person.registration and person.registration.state not in OUT
        ],
    )


@pages.route(f"{PEOPLE}/<delegate_id>", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
def person(code: str, delegate_id: str) -> str | Response:
    """Correct a person; once approved, only what the officer has not judged."""
    delegation = own_delegation(code)
    delegate = member_of(delegation, delegate_id)
    registration = registration_of(db(), delegate.id)
    form, status = _person_form(delegation, delegate, registration), 200
    if form.validate_on_submit():
        try:
            correct_person(
                db(),
                g.edition,
                delegate,
                form.draft(delegate),
                form.picture(),
                viewer=signed_in_viewer(),
                now=now(),
            )
        except (Invalid, Conflict) as fault:
            status, delegation = _tell(form, fault), _afresh(code)
            delegate = member_of(delegation, delegate_id)
            registration = registration_of(db(), delegate.id)
        else:
            flash(_("Kept what is new about %(name)s.", name=delegate.person.full_name))
            return _back_to_list(delegation)
    return _form_page(delegation, form, status, delegate, registration)


def _afresh(code: str) -> Delegation:
    """The delegation as it stands without the half of a change that was refused."""
    db().rollback()
    return own_delegation(code)


def _person_form(
    delegation: Delegation, delegate: Delegate, registration: Registration | None
) -> PersonForm:
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
        meetings=mine,
    )
    _offer(form, delegation, delegate.function)
    if identity_held(registration, signed_in_viewer()):
        form.hold_identity()
    return form


def _offer(form: PersonForm, delegation: Delegation, present: str = "") -> None:
    """The functions and meetings to choose from, in words."""
    functions = dict.fromkeys((*functions_of(delegation.party.kind), present))
    form.function.choices = [(code, say(f"function_{code}")) for code in functions if code]
    form.meetings.choices = [
        (meeting.id, f"{meeting.short_name} · {said(meeting.name, language())}")
        for meeting in meetings_of(db(), g.edition.id)
    ]


def _tell(form: PersonForm, fault: DomainError) -> int:
    """Put what the services found beside its field, or above the form."""
    sentence = say(fault.code, fault.facts)
    name = str(fault.facts.get("field", ""))
    field = FIELDS.get(name, name)
    if field in form:
        form[field].errors = [*form[field].errors, sentence]
    else:
        form.form_errors.append(sentence)
    return status_of(fault)


def _form_page(
    delegation: Delegation,
    form: PersonForm,
    status: int,
    delegate: Delegate | None = None,
    registration: Registration | None = None,
) -> Response:
    if form.is_submitted() and status == 200:
        status = 422
    context: dict[str, Any] = {}
    if delegate is not None:
        state = registration.state if registration else None
        context = {
            "delegate": delegate,
            "person": delegate.person,
            "photo_id": photo_ids(db(), [delegate.person_id]).get(delegate.person_id),
            "state": state,
            "question": question_said(registration.reason) if registration else "",
            "may_submit": state in BY_FOCAL_POINT[State.SUBMITTED],
            "may_withdraw": state in BY_FOCAL_POINT[State.WITHDRAWN],
            "may_reinstate": state is State.WITHDRAWN,
            "late": late_sayer()(registration),
        }
    left = delegation.quota - used_places(db(), delegation.id)
    page = render_template(
        "portal/delegation_person_form.html",
        party=delegation.party,
        form=form,
        left=max(left, 0),
        **context,
    )
    return Response(page, status, mimetype="text/html")


@pages.post(f"{PEOPLE}/<delegate_id>/place")
@may_enter(SIGNED_IN)
def place(code: str, delegate_id: str) -> Response:
    """Move a person one place up or down on a meeting's list."""
    delegation = own_delegation(code)
    member_of(delegation, delegate_id)
    meeting_code, direction = request.form.get("meeting"), request.form.get("direction")
    if direction not in ("up", "down"):
        raise BadRequest
    meetings = {meeting.code: meeting for meeting in meetings_of(db(), g.edition.id)}
    if meeting_code not in meetings:
        raise NotFound("no_meeting")
    order_list(
        db(),
        g.edition,
        delegation,
        meetings[meeting_code].id,
        delegate_id,
        "up" if direction == "up" else "down",
        by=signed_in_viewer().actor,
        now=now(),
    )
    return _back_to_list(delegation, meeting=meeting_code, _anchor=f"person-{delegate_id}")


@pages.post(f"{PEOPLE}/<delegate_id>/withdrawal")
@may_enter(SIGNED_IN)
def withdrawal(code: str, delegate_id: str) -> Response:
    """Take a person back."""
    delegation = own_delegation(code)
    registration = _registration(delegation, delegate_id)
    withdraw_person(db(), g.edition, registration, by=signed_in_viewer().actor, now=now())
    name = registration.delegate.person.full_name
    undo = address(delegation, "reinstatement", delegate_id=delegate_id)
    sentence = _("%(name)s is withdrawn; the place is free again.", name=name)
    flash({"text": sentence, "undo": undo})  # type: ignore[arg-type]  # components/undo.html
    return _back_to_list(delegation)


@pages.post(f"{PEOPLE}/<delegate_id>/reinstatement")
@may_enter(SIGNED_IN)
def reinstatement(code: str, delegate_id: str) -> Response:
    """Take a withdrawal back, as long as there is a place."""
    delegation = own_delegation(code)
    registration = _registration(delegation, delegate_id)
    reinstate_person(db(), g.edition, registration, by=signed_in_viewer().actor, now=now())
    name = registration.delegate.person.full_name
    flash(_("%(name)s is back, at the end of the lists.", name=name))
    return _back_to_list(delegation)


@pages.post(f"{PEOPLE}/<delegate_id>/submission")
@may_enter(SIGNED_IN)
def submission(code: str, delegate_id: str) -> Response:
    """Hand a nomination in, or hand it in again after a question was answered."""
    delegation = own_delegation(code)
    registration = _registration(delegation, delegate_id)
    submit(db(), registration, by=signed_in_viewer().actor, now=now())
    name = registration.delegate.person.full_name
    flash(_("%(name)s is handed in.", name=name))
    return _back_to_list(delegation)


def _registration(delegation: Delegation, delegate_id: str) -> Registration:
    delegate = member_of(delegation, delegate_id)
    registration = registration_of(db(), delegate.id)
    if registration is None:
        raise NotFound("no_registration")
    registration.delegate = delegate
    return registration


def _back_to_list(delegation: Delegation, **where: str) -> Response:
    address = url_for(
        "portal.delegation",
        edition=g.edition.slug,
        code=delegation.party.code.lower(),
        **where,  # type: ignore[arg-type]  # url_for's own keywords are among its values
    )
    return redirect(address, 303)
