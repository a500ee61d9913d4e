"""Adding, correcting, ordering and withdrawing the people of a delegation."""

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from eventops.accounts.access import SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.queries import holders
from eventops.accounts.rules import Role
from eventops.accreditation.models import Registration
from eventops.accreditation.queries import photo_doubts, registration_of, used_places
from eventops.accreditation.rules import OUT
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.delegations.drafts import NominationDraft
from eventops.delegations.models import Delegate, Delegation
from eventops.editions.queries import meetings_of
from eventops.portal.forms import FIELDS, PersonForm
from eventops.portal.letters import office, tell_decision
from eventops.portal.pages import address, afresh, member_of, own_delegation, pages
from eventops.portal.places import places_of
from eventops.portal.queries import listed_already, people_of
from eventops.portal.services import (
    correct_person,
    hand_in,
    may_add,
    order_list,
    register_person,
    reinstate_person,
    require_open,
    withdraw_person,
)
from eventops.portal.views.frame import DELEGATION, answered, framed
from eventops.portal.views.person_page import (
    form_page,
    new_person_form,
    offer,
    person_form,
)
from eventops.web.db import db
from eventops.web.forms import tell
from eventops.web.installation import settings
from eventops.web.now import now
from eventops.web.pages import language
from eventops.web.sentences import say
from eventops.web.uploads import takes_files

PEOPLE = f"{DELEGATION}/people"


@pages.route(f"{PEOPLE}/new", methods=["GET", "POST"])
@may_enter(SIGNED_IN)
@takes_files
def add_person(code: str) -> str | Response:
    """Add a person within the quota and hand the nomination in."""
    delegation, form = own_delegation(code), new_person_form()
    if request.method == "GET" and not _has_place(delegation):
        return _no_place(delegation)
    offer(form, delegation)
    alike: list[Delegate] = []
    status = 200
    if form.validate_on_submit():
        try:
            require_open(delegation, signed_in_viewer())
            draft = form.draft(secrets=settings().secrets)
            alike = [] if form.another.data else listed_already(db(), delegation, draft)
            if not alike:
                return _added(delegation, form, draft)
            form.another.errors = [say("listed_already")]
        except (Invalid, Conflict) as fault:
            status, delegation = tell(form, fault, FIELDS), afresh(own_delegation, code)
    return form_page(delegation, form, status, alike=alike)


def _added(delegation: Delegation, form: PersonForm, draft: NominationDraft) -> Response:
    registration = register_person(
        db(),
        g.edition,
        delegation,
        draft,
        form.picture(),
        told_in=language(),
        by=signed_in_viewer().actor,
        now=now(),
    )
    name = registration.delegate.person.full_name
    flash(_("%(name)s is added and handed in.", name=name))
    _doubt_photo(form, registration.delegate)
    return _back_to_list(delegation)


def _doubt_photo(form: PersonForm, delegate: Delegate) -> None:
    """Say what is doubtful about a photo that was kept; a better one can still be sent."""
    doubts = photo_doubts(db(), delegate.person_id) if form.picture_sent() else []
    if doubts:
        found = " ".join(say(f"photo_{doubt}") for doubt in doubts)
        flash(
            _("The photo is kept, but: %(doubts)s You can still send a better one.", doubts=found)
        )


def _has_place(delegation: Delegation) -> bool:
    """Whether a new name could be taken at all."""
    free = used_places(db(), delegation.id) < delegation.quota
    return free and may_add(delegation, signed_in_viewer())


def _no_place(delegation: Delegation, trouble: str = "") -> str:
    """Instead of what could not be done: why (``trouble``) or how it stands, and who can help."""
    return framed(
        delegation,
        "no_place",
        trouble=trouble,
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
@takes_files
def person(code: str, delegate_id: str) -> str | Response:
    """Correct a person; once approved, only what the officer has not judged."""
    delegation = own_delegation(code)
    delegate = member_of(delegation, delegate_id)
    registration = registration_of(db(), delegate.id)
    form, status = person_form(delegation, delegate), 200
    if form.validate_on_submit():
        try:
            correct_person(
                db(),
                g.edition,
                delegate,
                form.draft(delegate, secrets=settings().secrets),
                form.picture(),
                told_in=language() if "told" in form and form.told.data else None,
                viewer=signed_in_viewer(),
                now=now(),
            )
        except (Invalid, Conflict) as fault:
            status, delegation = tell(form, fault, FIELDS), afresh(own_delegation, code)
            delegate = member_of(delegation, delegate_id)
            registration = registration_of(db(), delegate.id)
        else:
            flash(_("Kept what is new about %(name)s.", name=delegate.person.full_name))
            _doubt_photo(form, delegate)
            return _back_to_list(delegation)
    return form_page(delegation, form, status, delegate, registration)


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
    tell_decision(office(db(), g.edition, settings().base_url), registration, now=now())
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
    try:
        reinstate_person(db(), g.edition, registration, by=signed_in_viewer().actor, now=now())
    except Conflict as fault:
        delegation = afresh(own_delegation, code)
        return answered(_no_place(delegation, say(fault.code, fault.facts)), 409)
    tell_decision(office(db(), g.edition, settings().base_url), registration, now=now())
    name = registration.delegate.person.full_name
    flash(_("%(name)s is back, at the end of the lists.", name=name))
    return _back_to_list(delegation)


@pages.post(f"{PEOPLE}/<delegate_id>/submission")
@may_enter(SIGNED_IN)
def submission(code: str, delegate_id: str) -> Response:
    """Hand a nomination in, or hand it in again after a question was answered."""
    delegation = own_delegation(code)
    registration = _registration(delegation, delegate_id)
    try:
        hand_in(db(), registration, by=signed_in_viewer().actor, now=now())
    except Conflict as fault:
        if fault.code != "people_not_told":
            raise
        flash(say(fault.code))
        return redirect(address(delegation, "copied"), 303)
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
    return redirect(address(delegation, "delegation", **where), 303)
